import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {describe} from 'node:test';
import {stateOfDeaf} from './differences.js';
import type {Director} from './director.js';
import {eventually} from './eventually.js';
import type {Settings} from './keepalived-conf.js';
import {now} from './network.js';
import {pairedStory} from './pairing.js';

/** Gateways: one instance outside and one inside, which are master together. */
const settings = (director: Director, priority: number): Settings => ({
  group: 'G1',
  groupFiles: ['maintenance'],
  files: {maintenance: {path: director.path('maintenance'), weight: 0}},
  instances: [
    {name: 'VI_EXT', interface: 'eth0', vrid: 51, priority, addresses: ['10.0.0.100']},
    {name: 'VI_INT', interface: 'eth1', vrid: 52, priority, addresses: ['10.0.1.100']},
  ],
});
const has = (director: Director) => ['10.0.0.100', '10.0.1.100'].filter(address => director.has(address)).length;

/** Where a host sends what is for the addresses. */
const cachedBy = ({namespace}: Director) =>
  ['10.0.0.100', '10.0.1.100'].map(
    address => JSON.parse(namespace.ip('-json', 'neighbour', 'show', 'to', address))[0]?.lladdr,
  );
const macsOf = ({namespace}: Director) =>
  ['eth0', 'eth1'].map(link => JSON.parse(namespace.ip('-json', 'link', 'show', link))[0].address);

const masters = ['VI_EXT master', 'VI_INT master'];
const backups = ['VI_EXT backup', 'VI_INT backup'];
const heard = (place: number) => [`eth0/51 10.0.0.${place}`, `eth1/52 10.0.1.${place}`];
const unknown = ['VI_EXT unknown', 'VI_INT unknown'];
const unheard = ['eth0/51 nobody', 'eth1/52 nobody'];
const atRest = {a: masters, b: backups, c: heard(1)};
/** For a moment, while one is master and the other is not yet. */
const torn = ['sync-group-torn VI_EXT suspected', 'sync-group-torn VI_INT suspected'];
const crossing = [
  ...['master', 'address'].flatMap(what => [
    `duplicate-${what} VI_EXT suspected`,
    `duplicate-${what} VI_INT suspected`,
  ]),
  ...['eth0/51', 'eth1/52'].map(segment => `duplicate-master ${segment} suspected`),
];
const onTheWay = [...crossing, ...torn, ...masters, ...backups, ...unknown, ...unheard, ...heard(1), ...heard(2)];
/** A group takes over when the last of its members may: nobody is master for longer than one of them would wait. */
const suspicions = [
  ...torn,
  ...['VI_EXT', 'VI_INT'].flatMap(name => [
    `deaf-backup ${name} suspected`,
    `deaf-backup ${name} confirmed`, // its time has come by our clock, and by its own in a moment
    `no-master ${name} likely`,
  ]),
];

describe('a sync group over two segments', {concurrency: true}, () => {
  pairedStory(
    'with carriers lost and switches that cut',
    {directors: 3, segments: 2},
    async (network, chapter, a, b, c) => {
      const {switches} = network;
      /** What a director of ours says of itself it says a moment before its kernel has done it. */
      const have = (first: number, second: number) =>
        eventually(
          () => has(a) === first && has(b) === second,
          () => `a has ${has(a)} of the addresses, b ${has(b)}`,
          1000,
        );
      let since = now();
      await Promise.all([a.runs(settings(a, 150)), b.runs(settings(b, 100))]);
      await network.say(atRest, {since});
      await b.lvsctl.shows('the peer on both segments', ({instances}) =>
        instances.every(({peers}) => peers.length > 0),
      );

      await chapter('a cable pulled: the group is in fault at once, and the other takes over', async () => {
        since = now();
        switches.unplug(1, 1);
        const after = await network.say(
          {a: ['VI_EXT fault', 'VI_INT fault', 'lost-uplink VI_INT confirmed']},
          {since, meanwhile: [...unknown, ...masters, ...torn]},
        );
        assert.ok(after.a < 500, JSON.stringify(after));
        await network.say(
          {
            a: ['VI_EXT fault', 'VI_INT fault', 'lost-uplink VI_INT confirmed'],
            b: [...masters, 'partition VI_INT unconfirmed'],
            c: heard(2),
          },
          {since, meanwhile: [...suspicions, ...unknown, ...unheard]},
        );
        await have(0, 2);
      });

      await chapter('and plugged in again: it takes its place back, and nothing is wrong', async () => {
        since = now();
        switches.plug(1, 1);
        await network.say(atRest, {since, meanwhile: onTheWay});
        await have(2, 0);
      });

      await chapter('one segment cut: the backup is deaf and says so, and the master cannot know', async () => {
        since = now();
        switches.cut(2, 1);
        const suspected = await b.lvsctl.shows('a suspicion', ({findings}) => findings.length > 0);
        assert.deepEqual(
          suspected.findings.map(({code, confidence}) => [code, confidence]),
          [['deaf-backup', 'suspected']],
        );
        assert.ok(Date.parse(suspected.at) - since >= 250, 'two intervals after the last advertisement');
        const said = await network.say(
          {
            b: [
              'VI_EXT backup',
              `VI_INT ${stateOfDeaf(b)}`,
              'deaf-backup VI_INT confirmed',
              'partition VI_INT unconfirmed',
            ],
          },
          {since, meanwhile: ['deaf-backup VI_INT suspected', 'deaf-backup VI_INT confirmed']},
        );
        assert.ok(said.b >= 650, 'the master-down time after the last advertisement');
        await network.say({a: masters, c: heard(1)}, {since, meanwhile: []});
        await have(2, 0);
      });

      await chapter('and healed: nothing is wrong any more', async () => {
        since = now();
        switches.heal(2, 1);
        await network.say(atRest, {since, meanwhile: backups});
      });

      await chapter('both segments cut: both are master, and neither can know it', async () => {
        since = now();
        switches.cut(1, 0, 1);
        await network.say(
          {
            a: masters,
            b: [...masters, 'partition VI_EXT unconfirmed', 'partition VI_INT unconfirmed'],
            c: heard(2),
          },
          {since, meanwhile: [...suspicions, ...unknown, ...unheard]},
        );
        await have(2, 2);
        c.namespace.run('bash', '-c', 'for to in 10.0.0.100 10.0.1.100; do echo > /dev/udp/$to/9; done');
        await eventually(
          () => cachedBy(c).join() === macsOf(b).join(),
          () => `the third host has not learned ${macsOf(b)}: ${cachedBy(c)}`,
        );
      });

      await chapter('and healed: whoever yields has nothing any more, and no two masters stay', async () => {
        since = now();
        switches.heal(1, 0, 1);
        await network.say(atRest, {since});
        await have(2, 0);
        // NB: a keepalived that goes on being master tells nobody where the addresses are, and none says so when it yields
        if ([a, b].every(({daemon}) => daemon.kind === 'ours'))
          await eventually(
            () => cachedBy(c).join() === macsOf(a).join(),
            () => `the third host sends to ${cachedBy(c)} instead of ${macsOf(a)}\n${a.daemon.log}`,
            1000,
          );
      });

      await chapter('two that do not hear each other, and one that hears both', async () => {
        since = now();
        for (const segment of [0, 1]) switches.isolate([1, 2], segment, true);
        await network.say(
          {
            a: masters,
            b: [...masters, 'partition VI_EXT unconfirmed', 'partition VI_INT unconfirmed'],
            c: [...heard(1), 'duplicate-master eth0/51 confirmed', 'duplicate-master eth1/52 confirmed'],
          },
          {
            since,
            meanwhile: [
              ...suspicions,
              ...unknown,
              'duplicate-master eth0/51 suspected',
              'duplicate-master eth1/52 suspected',
            ],
          },
        );
        since = now();
        for (const segment of [0, 1]) switches.isolate([1, 2], segment, false);
        await network.say(atRest, {since});
      });

      await chapter('moved by the tracked file of the group, and back', async () => {
        since = now();
        writeFileSync(a.path('maintenance'), '1');
        const after = await network.say(
          {b: masters, c: heard(2)},
          {since, meanwhile: [...torn, ...unknown, ...unheard]},
        );
        assert.ok(after.b < 900, JSON.stringify(after));
        await have(0, 2);
        since = now();
        writeFileSync(a.path('maintenance'), '0');
        await network.say(atRest, {since, meanwhile: onTheWay});
        await have(2, 0);
      });
    },
  );
});
