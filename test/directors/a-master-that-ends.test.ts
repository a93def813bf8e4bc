import assert from 'node:assert/strict';
import {describe} from 'node:test';
import {assertWhy} from './differences.js';
import {linesOf} from './document.js';
import {now} from './network.js';
import {pairedStory} from './pairing.js';

const backup = (version: 2 | 3 = 3) => ({
  instances: [{name: 'VI_1', version, priority: 100, addresses: ['10.0.0.100']}],
});
const master = (version: 2 | 3 = 3) => ({
  instances: [{name: 'VI_1', version, priority: 150, addresses: ['10.0.0.100']}],
});
const atRest = {a: ['VI_1 master'], b: ['VI_1 backup'], c: ['eth0/51 10.0.0.1']};
/** A failure moves on by itself, and preempting takes as long again. */
const onTheWay = [
  'duplicate-master VI_1 suspected', // an advertisement that crossed another
  'duplicate-master eth0/51 suspected', // until the lower one has heard it
  'deaf-backup VI_1 confirmed', // of a backup that was master a moment ago, until it is heard who is now
  'duplicate-address VI_1 suspected',

  'VI_1 init',
  'VI_1 unknown',
  'VI_1 backup',
  'VI_1 master',
  'eth0/51 nobody',
  'eth0/51 10.0.0.1',
  'eth0/51 10.0.0.2',
];

/** Until the other has taken over. */
const silence = [
  'VI_1 unknown',
  'duplicate-address VI_1 suspected',
  'deaf-backup VI_1 suspected',
  'deaf-backup VI_1 confirmed', // its time has come by our clock, and by its own in a moment
  'no-master VI_1 likely',
  'eth0/51 nobody',
  'no-master eth0/51 likely',
];

/** Until a daemon that is started anew has taken away what the one before has left. */
const leftovers = ['stale-master VI_1 confirmed', 'duplicate-address VI_1 likely', 'stray-address VI_1 likely'];

describe('a master ends', {concurrency: true}, () => {
  pairedStory('in every way, heard by a third host', {directors: 3}, async (network, chapter, a, b, c) => {
    let since = now();
    await Promise.all([a.runs(master()), b.runs(backup())]);
    await network.say(atRest, {since});

    await chapter('stopped cleanly: it has nothing any more, and the backup knows why it is master', async () => {
      since = now();
      a.daemon.stop();
      const after = await network.say(
        {a: ['VI_1 init'], b: ['VI_1 master'], c: ['eth0/51 10.0.0.2']},
        {since, meanwhile: ['VI_1 unknown', 'VI_1 backup', 'eth0/51 nobody']},
      );
      assert.ok(after.b < 900 && after.c < 900, JSON.stringify(after));
      assert.ok(!a.has('10.0.0.100') && b.has('10.0.0.100'));
      for (const director of [b, c]) await assertWhy(director, 'peer-left');
      assert.equal(b.lvsctl.document.instances[0]?.peers[0]?.state, 'left');
    });

    await chapter('and back: the change by preemption is no split brain', async () => {
      since = now();
      await a.daemon.start();
      await network.say(atRest, {since, meanwhile: onTheWay});
      await assertWhy(b, 'outranked');
    });

    await chapter('its parent killed: as clean as a stop', async () => {
      since = now();
      a.daemon.killParent();
      await network.say(
        {a: ['VI_1 init'], b: ['VI_1 master'], c: ['eth0/51 10.0.0.2']},
        {since, meanwhile: ['VI_1 unknown', 'VI_1 backup', 'eth0/51 nobody']},
      );
      since = now();
      await a.daemon.start();
      await network.say(atRest, {since, meanwhile: onTheWay});
    });

    await chapter('its VRRP process killed: the next one begins anew, and nothing wrong is left', async () => {
      since = now();
      a.daemon.killVrrp();
      await a.lvsctl.shows('it without the address', ({instances}) => instances[0]?.addresses[0]?.present === false);
      await network.say({a: atRest.a}, {since});
      since = now();
      await network.say(atRest, {since});
    });

    await chapter('all of it killed: it is stale at once, and both have the address', async () => {
      since = now();
      a.daemon.killAll();
      const after = await network.say(
        {a: ['VI_1 unknown stale', 'stale-master VI_1 confirmed']},
        {since, within: 1000, meanwhile: []},
      );
      assert.ok(after.a < 300, JSON.stringify(after));
      await network.say(
        {
          a: ['VI_1 unknown stale', 'stale-master VI_1 confirmed', 'duplicate-address VI_1 likely'],
          b: ['VI_1 master', 'partition VI_1 unconfirmed'],
          c: ['eth0/51 10.0.0.2'],
        },
        {
          since,
          meanwhile: silence,
        },
      );
      assert.ok(a.has('10.0.0.100') && b.has('10.0.0.100'));
    });

    await chapter('and started anew: it cleans up, and nothing is wrong any more', async () => {
      since = now();
      await a.daemon.start();
      await network.say(atRest, {
        since,
        meanwhile: [...onTheWay, ...leftovers],
      });
      if (a.daemon.kind === 'ours')
        assert.match(a.daemon.log, /removed 10\.0\.0\.100\/32 on eth0, which an earlier process left/);
    });

    await chapter('its VRRP process stopped by a signal: the other takes over, and it cannot know', async () => {
      since = now();
      a.daemon.pause();
      await network.say(
        {
          a: ['VI_1 unknown stale', 'stale-master VI_1 confirmed', 'duplicate-address VI_1 likely'],
          b: ['VI_1 master', 'partition VI_1 unconfirmed'],
          c: ['eth0/51 10.0.0.2'],
        },
        {
          since,
          meanwhile: silence,
        },
      );
    });

    await chapter('and goes on: it is master, and the other yields', async () => {
      since = now();
      a.daemon.resume();
      await network.say(atRest, {since});
      assert.ok(a.has('10.0.0.100') && !b.has('10.0.0.100'));
    });

    await chapter('both stopped: nobody is master, for whoever listens', async () => {
      since = now();
      a.daemon.stop();
      b.daemon.stop();
      const after = await network.say(
        {a: ['VI_1 init', 'no-master VI_1 likely'], c: ['eth0/51 nobody', 'no-master eth0/51 likely']},
        {since, meanwhile: ['VI_1 unknown', 'VI_1 backup', 'eth0/51 10.0.0.2']},
      );
      assert.ok(after.c >= 999, JSON.stringify({after, lines: linesOf(c.lvsctl.document)}));
    });
  });
});
