import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {describe} from 'node:test';
import {chance, seedOfRun} from '../parity/seed.js';
import {assertWhy, stateByFile} from './differences.js';
import type {Director} from './director.js';
import {eventually} from './eventually.js';
import type {InstanceSettings} from './keepalived-conf.js';
import {now} from './network.js';
import {pairedStory} from './pairing.js';

const kinds: Readonly<Record<string, Partial<InstanceSettings> & {readonly addresses: readonly string[]}>> = {
  'version 2 at 1 s': {version: 2, addresses: ['10.0.0.100', '10.0.0.101'], excluded: ['10.0.0.102']},
  'version 3 over IPv6': {addresses: ['fe80::100', 'fd00::100']},
  nopreempt: {nopreempt: true, addresses: ['10.0.0.100']},
};
const onTheWay = [
  'duplicate-master VI_1 suspected', // an advertisement that crossed another
  'duplicate-address VI_1 suspected',
  'VI_1 init',
  'VI_1 unknown',
  'VI_1 backup',
  'VI_1 master',
  'VI_1 maintenance',
  'VI_1 fault',
];

const order = chance(seedOfRun());
/** Until a daemon that is started anew has taken away what the one before has left. */
const leftovers = ['stale-master VI_1 confirmed', 'duplicate-address VI_1 likely', 'stray-address VI_1 likely'];

describe('every kind of instance', {concurrency: true}, () => {
  for (const [kind, settings] of Object.entries(kinds)) {
    pairedStory(kind, {directors: 2}, async (network, chapter, a, b) => {
      const {addresses, nopreempt = false, version = 3} = settings;
      const interval = version === 2 ? 1000 : 250;
      const runs = (director: Director, priority: number) =>
        director.runs({
          files: {maintenance: {path: director.path('maintenance'), weight: 0}},
          instances: [{...settings, name: 'VI_1', priority, files: ['maintenance']}],
        });
      const atRest = {a: ['VI_1 master'], b: ['VI_1 backup']};
      const turned = {a: ['VI_1 backup'], b: ['VI_1 master']};
      const held = {a: [`VI_1 ${stateByFile(a)}`], b: ['VI_1 master']};
      // what a director of ours says of itself it says a moment before its kernel has done it
      const has = (one: Director, other: Director) =>
        eventually(
          () => addresses.every(address => one.has(address) && !other.has(address)),
          () => `${one.name} has not all addresses, or ${other.name} has some`,
          1000,
        );
      let since = now();
      // either one first, but with nopreempt the first one stays master
      const isFirst = nopreempt || order.happens(0.5);
      await (isFirst ? runs(a, 150) : runs(b, 100));
      await network.say(isFirst ? {a: atRest.a} : {b: turned.b}, {since});
      await (isFirst ? runs(b, 100) : runs(a, 150));
      await network.say(atRest, {since});

      await chapter('moved by its tracked file: the other is master within its skew', async () => {
        since = now();
        writeFileSync(a.path('maintenance'), '1');
        const after = await network.say(held, {since, meanwhile: onTheWay});
        assert.ok(after.b < 3 * interval, JSON.stringify(after));
        await has(b, a);
        await assertWhy(b, 'peer-left');
      });

      await chapter(nopreempt ? 'and it stays there when released' : 'and back when released', async () => {
        since = now();
        writeFileSync(a.path('maintenance'), '0');
        if (nopreempt) {
          await a.lvsctl.shows('a backup', ({instances}) => instances[0]?.state === 'backup');
          await b.lvsctl.says(turned.b, {since, within: 1000, meanwhile: []});
          since = now();
          writeFileSync(b.path('maintenance'), '1');
          await network.say({a: atRest.a}, {since, meanwhile: onTheWay});
          writeFileSync(b.path('maintenance'), '0');
        }
        await network.say(atRest, {since, meanwhile: onTheWay});
        await has(a, b);
      });

      await chapter('killed: it is stale at once, and after the master-down time both have the addresses', async () => {
        since = now();
        a.daemon.killAll();
        const after = await network.say(
          {a: ['VI_1 unknown stale', 'stale-master VI_1 confirmed']},
          {since, meanwhile: []},
        );
        assert.ok(after.a < 300, JSON.stringify(after));
        const taken = await network.say(
          {
            a: ['VI_1 unknown stale', 'stale-master VI_1 confirmed', 'duplicate-address VI_1 likely'],
            b: ['VI_1 master', 'partition VI_1 unconfirmed'],
          },
          {
            since,
            meanwhile: [
              'VI_1 unknown',
              'duplicate-address VI_1 suspected',
              'deaf-backup VI_1 suspected',
              'deaf-backup VI_1 confirmed', // its time has come by our clock, and by its own in a moment
              'no-master VI_1 likely',
            ],
          },
        );
        assert.ok(taken.b > 2 * interval, 'three intervals after the last advertisement, and the skew');
      });

      await chapter('and started anew: nothing is wrong any more', async () => {
        since = now();
        await a.daemon.start();
        // of one that came back as backup nothing is heard
        const stays = {a: ['VI_1 backup'], b: ['VI_1 master', 'partition VI_1 unconfirmed']};
        await network.say(nopreempt ? stays : atRest, {
          since,
          meanwhile: [...onTheWay, ...leftovers],
        });
      });

      await chapter('a one-shot says the same, and its exit status that all is well', async () => {
        const [first, second] = await Promise.all([a.once(), b.once()]);
        assert.deepEqual([first.document.findings, second.document.findings], [[], []]);
        assert.deepEqual([first.status, second.status], [0, 0]);
        assert.ok(first.document.listened > 0 && first.document.uncertainFor > 0);
      });
    });
  }
});
