import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {describe} from 'node:test';
import type {Document} from './document.js';
import type {InstanceSettings, Settings} from './keepalived-conf.js';
import {now} from './network.js';
import {pairedStory} from './pairing.js';
import {story} from './story.js';

const one = (priority: number, more: Partial<InstanceSettings> = {}): Settings => ({
  instances: [{name: 'VI_1', priority, addresses: ['10.0.0.100'], ...more}],
});
const says = (code: string, confidence: string) => (document: Document) =>
  document.findings.some(finding => finding.code === code && finding.confidence === confidence);
const started = ['VI_1 unknown', 'VI_1 backup', 'VI_1 master', 'VI_1 init'];

describe('settings that do harm', {concurrency: true}, () => {
  // NB: a keepalived that discards an advertisement puts off its own by an interval: of two masters that discard each
  // other's, one is silent for seconds, and then the other
  for (const kind of ['multicast', 'unicast'] as const) {
    const peer = (place: number) => (kind === 'unicast' ? {peers: [`10.0.0.${place}`]} : {});
    pairedStory(`lists of addresses that differ, ${kind}`, {directors: 3}, async (_, chapter, a, b, c) => {
      const longer = {addresses: ['10.0.0.100', '10.0.0.101']};
      await Promise.all([a.runs(one(150, peer(2))), b.runs(one(100, {...peer(1), ...longer}))]);
      // NB: ours takes it all the same, as RFC 9568 §7.1 has it: there is one master, whom nobody else contradicts.
      // And of a keepalived beside ours, which is never silent, nothing is heard
      const isOne = b.daemon.kind === 'ours';
      await chapter('each of them says so, and a third one if it hears both', async () => {
        const isAlone = isOne || a.daemon.kind === 'ours';
        const hosts = isAlone ? [b] : kind === 'unicast' ? [a, b] : [a, b, c];
        await c.lvsctl.shows('anything', () => true);
        await Promise.all(
          hosts.map(({lvsctl}) => lvsctl.shows('lists that differ', says('address-list-differs', 'confirmed'), 40_000)),
        );
        await a.lvsctl.shows('the master', ({instances: [own]}) => own?.state === 'master');
        const state = isOne ? 'backup' : 'master';
        await b.lvsctl.shows(state, ({instances: [own]}) => own?.state === state);
        assert.ok(kind === 'multicast' || c.lvsctl.document.instances.length === 0);
      });
      await chapter('until they are the same', async () => {
        const reloaded = now();
        b.reconfigures(one(100, peer(1)));
        await b.lvsctl.says(['VI_1 backup'], {since: reloaded, within: 15_000});
        // whoever yields says no word: that it has another list by now is not on the wire
        const isOver = ({instances, findings}: Document) =>
          instances[0]?.master?.thisHost === true && findings.every(({confidence}) => confidence === 'suspected');
        await a.lvsctl.shows('nothing more than a suspicion', isOver);
        assert.ok(a.has('10.0.0.100') && !b.has('10.0.0.100'));
      });
    });
  }

  pairedStory('unicast peers that are cut: nobody else can know', {directors: 3}, async (network, chapter, a, b, c) => {
    let since = now();
    await Promise.all([a.runs(one(150, {peers: ['10.0.0.2']})), b.runs(one(100, {peers: ['10.0.0.1']}))]);
    await network.say({a: ['VI_1 master'], b: ['VI_1 backup'], c: []}, {since, meanwhile: started});
    await chapter('both are master, and the third host hears nothing', async () => {
      since = now();
      network.switches.cut(1, 0);
      await network.say(
        {a: ['VI_1 master'], b: ['VI_1 master', 'partition VI_1 unconfirmed'], c: []},
        {
          since,
          // it is deaf, and for some milliseconds surely so: until its own time to take over has come
          meanwhile: [
            'VI_1 unknown',
            'deaf-backup VI_1 suspected',
            'deaf-backup VI_1 confirmed',
            'no-master VI_1 likely',
          ],
        },
      );
    });
    await chapter('and healed', async () => {
      since = now();
      network.switches.heal(1, 0);
      await network.say({a: ['VI_1 master'], b: ['VI_1 backup'], c: []}, {since});
      assert.equal(c.lvsctl.document.findings.length, 0);
    });
  });

  story('a password in clear, and weights that move nothing', {directors: 3}, async (network, chapter, a, b, c) => {
    const since = now();
    const files = (path: string, weight: number) => ({files: {load: {path, weight}}});
    const instance = {version: 2, password: 's3cret12', files: ['load']} as const;
    await Promise.all([
      a.runs({...one(150, instance), ...files(a.path('load'), -10)}),
      b.runs({...one(100, instance), ...files(b.path('load'), 10)}),
    ]);
    await network.say(
      {
        a: ['VI_1 master', 'clear-authentication VI_1 confirmed'],
        b: ['VI_1 backup', 'clear-authentication VI_1 confirmed', 'fixed-roles VI_1 likely'],
        c: ['eth0/51 10.0.0.1', 'clear-authentication eth0/51 confirmed'],
      },
      {since, meanwhile: started},
    );
    await chapter('and neither is ever printed', async () => {
      for (const {lvsctl} of [a, b, c]) assert.ok(!JSON.stringify(lvsctl.document).includes('s3cret12'));
    });
    await chapter('a one-shot says it with exit status 1', async () => {
      const {document, status} = await a.once();
      assert.equal(status, 1);
      assert.deepEqual(
        document.findings.map(({code}) => code),
        ['clear-authentication'],
      );
    });
  });

  story('a FIFO that is ours', {directors: 2}, async (network, chapter, a, b) => {
    let since = now();
    for (const director of [a, b]) execFileSync('mkfifo', ['-m', '600', director.path('fifo')]);
    await Promise.all([a.runs({...one(150), fifo: a.path('fifo')}), b.runs({...one(100), fifo: b.path('fifo')})]);
    await network.say({a: ['VI_1 master'], b: ['VI_1 backup']}, {since});
    await b.lvsctl.shows('the master', ({instances}) => instances[0]?.master?.address === '10.0.0.1');
    await chapter('a master that goes on after another has begun hears it, and says so', async () => {
      since = now();
      a.daemon.pause();
      await network.say({b: ['VI_1 master', 'partition VI_1 unconfirmed']}, {since});
      since = now();
      a.daemon.resume();
      await network.say({a: ['VI_1 master'], b: ['VI_1 backup']}, {since});
      assert.ok(
        a.lvsctl.document.timeline.some(({words}) => words === 'it heard a master of lower priority: there are two'),
      );
    });
  });
});
