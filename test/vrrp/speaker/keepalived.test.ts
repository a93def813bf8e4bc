import assert from 'node:assert/strict';
import {describe} from 'node:test';
import type {Director} from '../../directors/director.js';
import {eventually} from '../../directors/eventually.js';
import type {InstanceSettings} from '../../directors/keepalived-conf.js';
import {story} from '../../directors/story.js';
import {SpeakerProcess} from './speaker-process.js';
import type {PlainRouter} from './speaker-program.js';

interface Kind {
  readonly name: string;
  readonly speaker: PlainRouter;
  readonly keepalived: Partial<InstanceSettings> & {readonly addresses: readonly string[]};
}

const kinds: readonly Kind[] = [
  {
    name: 'version 3',
    speaker: {rules: {version: 3, interval: 250}},
    keepalived: {version: 3, interval: 0.25, addresses: ['10.0.0.100']},
  },
  {
    name: 'version 2 with a password',
    speaker: {rules: {version: 2, interval: 1000}, password: 's3cret12'},
    keepalived: {version: 2, interval: 1, password: 's3cret12', addresses: ['10.0.0.100']},
  },
  {
    name: 'IPv6',
    speaker: {family: 'ipv6', rules: {version: 3, interval: 250}, addresses: ['fe80::100/64', '2001:db8::100/64']},
    keepalived: {version: 3, interval: 0.25, addresses: ['fe80::100/64', '2001:db8::100/64']},
  },
];

/** Who of them has all of the addresses, where the others have none. */
function holder(directors: readonly Director[], addresses: readonly string[]): string {
  const having = directors.filter(director => addresses.some(text => director.has(bare(text))));
  const isWhole = having.every(director => addresses.every(text => director.has(bare(text))));
  return isWhole ? having.map(({name}) => name).join(' and ') : 'parts';
}

const bare = (text: string) => text.replace(/\/.*/, '');

describe('a speaker and keepalived', {concurrency: 2}, () => {
  for (const {name, speaker: choice, keepalived} of kinds) {
    const {addresses} = keepalived;
    const held = (directors: readonly Director[], by: string) =>
      eventually(
        () => holder(directors, addresses) === by,
        () => `${holder(directors, addresses)} has the addresses, not ${by}`,
      );

    story(`${name}: the speaker is better`, {directors: 2}, async (_, chapter, a, b) => {
      const directors = [a, b];
      let speaker = new SpeakerProcess(a.namespace);
      try {
        await chapter('it takes over from a keepalived that was there first', async () => {
          await b.runs({instances: [{name: 'VI_1', priority: 100, ...keepalived}]});
          await held(directors, 'b');
          assert.deepEqual(await speaker.configure({routers: [{...choice, priority: 150}]}), []);
          await held(directors, 'a');
        });
        await chapter('shut down, it hands over and leaves nothing behind', async () => {
          await speaker.shutdown();
          await held(directors, 'b');
        });
        await chapter(
          'killed, it leaves its addresses, and the next one clears them away before it is master',
          async () => {
            speaker = new SpeakerProcess(a.namespace);
            await speaker.configure({routers: [{...choice, priority: 150}]});
            await held(directors, 'a');
            await speaker.kill();
            await held(directors, 'a and b');
            speaker = new SpeakerProcess(a.namespace);
            await speaker.configure({routers: [{...choice, priority: 150}]});
            await held(directors, 'b');
            await held(directors, 'a');
          },
        );
        await chapter(
          'stopped by a signal for so long that the other took over, it is master again at once',
          async () => {
            speaker.signal('SIGSTOP');
            await held(directors, 'a and b');
            speaker.signal('SIGCONT');
            await held(directors, 'a');
            const {counters} = await speaker.status();
            assert.ok(counters.late > 0);
          },
        );
        await chapter('what it hears of keepalived is as it should be', async () => {
          assert.deepEqual((await speaker.status()).counters.rejected, {});
        });
      } finally {
        await speaker.kill();
      }
    });

    story(`${name}: keepalived is better`, {directors: 2}, async (_, chapter, a, b) => {
      const directors = [a, b];
      const speaker = new SpeakerProcess(a.namespace);
      try {
        await chapter('the speaker yields to it', async () => {
          assert.deepEqual(await speaker.configure({routers: [{...choice, priority: 100}]}), []);
          await held(directors, 'a');
          await b.runs({instances: [{name: 'VI_1', priority: 150, ...keepalived}]});
          await held(directors, 'b');
          assert.equal((await speaker.status()).master?.priority, 150);
        });
        await chapter('and takes over when it is stopped', async () => {
          b.keepalived.stop();
          await held(directors, 'a');
          assert.equal((await speaker.status()).cause.type, 'gave-up');
        });
        await chapter('or killed, with what it leaves', async () => {
          await b.keepalived.start();
          await held(directors, 'b');
          b.keepalived.killAll();
          await held(directors, 'a and b');
          assert.equal((await speaker.status()).cause.type, 'silence');
          await b.keepalived.start();
          await held(directors, 'b');
        });
        await chapter('held as master it outranks it, and released it yields', async () => {
          await speaker.hold({VI_1: 'master'});
          await held(directors, 'a');
          await speaker.hold({});
          await held(directors, 'b');
          assert.deepEqual((await speaker.status()).counters.rejected, {});
        });
      } finally {
        await speaker.kill();
      }
    });
  }
});
