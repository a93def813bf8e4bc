import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {describe} from 'node:test';
import {chance, isSoak, seedOfRun} from '../parity/seed.js';
import type {Director} from './director.js';
import {distribution} from './distribution.js';
import {HandoverLog} from './handover-log.js';
import type {InstanceSettings, Settings} from './keepalived-conf.js';
import {now} from './network.js';
import type {Pairing} from './pairing.js';
import {story} from './story.js';

interface Kind {
  readonly instances: readonly Omit<InstanceSettings, 'priority'>[];
  readonly group?: string;
  readonly segments?: number;
}

const one = {name: 'VI_1', nopreempt: true, addresses: ['10.0.0.100']};
const two = {name: 'VI_2', nopreempt: true, interface: 'eth1', vrid: 52, addresses: ['10.0.1.100']};
const kinds: Readonly<Record<string, Kind>> = {
  'version 3 at 1 s': {instances: [{...one, interval: 1}]},
  'version 2': {instances: [{...one, version: 2}]},
  'version 3 at 250 ms over IPv6': {instances: [{...one, addresses: ['fd00::100', 'fe80::100']}]},
  'a sync group': {group: 'G1', segments: 2, instances: [one, two]},
};
const chosen = chance(seedOfRun());
/** Of one kind. */
const times = isSoak() ? 250 : 8;
/** Milliseconds; beside other tests a busy machine adds to it. */
const longestGap = isSoak() ? {agreed: 30, withKeepalived: 900} : {agreed: 100, withKeepalived: 1500};

const settingsOf = ({instances, group}: Kind, priority: number): Settings => ({
  ...(group === undefined ? {} : {group}),
  instances: instances.map(instance => ({...instance, priority})),
});

describe('planned handovers between two directors of ours', {concurrency: 1}, () => {
  for (const name of isSoak() ? Object.keys(kinds) : [chosen.pick(Object.keys(kinds))]) {
    const kind = kinds[name]!;
    const {instances, group, segments = 1} = kind;
    const target = group ?? 'VI_1';
    story(name, {directors: 3, segments, daemons: ['ours', 'ours']}, async (_, chapter, a, b, c) => {
      reach(instances[0]!, [a, b, c]);
      await beginsAs(a, b, settingsOf(kind, 150), settingsOf(kind, 100), instances);
      const addresses = instances.map(({addresses: [first]}) => first!);
      await chapter(`there and back, ${times} times, told by the control socket`, async t => {
        const log = await HandoverLog.begin([a, b], c, addresses);
        try {
          const told: number[] = [];
          for (let i = 0; i < times; i++) {
            const [from, to] = i % 2 === 0 ? [a, b] : [b, a];
            await log.note('all', to, async () => {
              const {result, words, gap} = await from.ours.call('hand-over', {
                target,
                to: addressOf(to, instances[0]!),
              });
              assert.equal(result, 'done', `${i}: ${words}\n${from.daemon.log}`);
              told.push(gap ?? Number.NaN);
            });
          }
          const gaps = (await log.end()).get('all') ?? [];
          t.diagnostic(`${name}: the client lost ${distribution(gaps)}; as told ${distribution(told)}`);
          assert.ok(Math.max(...gaps) <= longestGap.agreed, `${gaps}`);
        } finally {
          log.close();
        }
      });
    });
  }

  story('by lvsctl, with preemption', {directors: 3, daemons: ['ours', 'ours']}, async (_, chapter, a, b, c) => {
    const kind: Kind = {instances: [{name: 'VI_1', interval: 1, addresses: ['10.0.0.100']}]};
    await beginsAs(a, b, settingsOf(kind, 150), settingsOf(kind, 100), kind.instances);
    const rounds = isSoak() ? 20 : 1;
    await chapter(`to the address of the peer and released, ${rounds} times`, async t => {
      const log = await HandoverLog.begin([a, b], c, ['10.0.0.100']);
      try {
        for (let i = 0; i < rounds; i++) {
          await log.note('there', b, () => does(a, 'switch', 'VI_1', '--to', '10.0.0.2'));
          await log.note('back', a, () => does(a, 'release', 'VI_1'));
        }
        const gaps = await log.end();
        for (const [way, all] of gaps) {
          t.diagnostic(`${way}: the client lost ${distribution(all)}`);
          assert.ok(Math.max(...all) <= longestGap.agreed, `${way}: ${all}`);
        }
      } finally {
        log.close();
      }
    });
  });
});

describe('planned handovers between a director of ours and keepalived', {concurrency: true}, () => {
  const pairings: readonly Pairing[] = [
    ['ours', 'keepalived'],
    ['keepalived', 'ours'],
  ];
  for (const daemons of isSoak() ? pairings : [chosen.pick(pairings)])
    story(daemons.join(' and '), {directors: 3, daemons}, async (_, chapter, a, b, c) => {
      const settings = (director: Director, priority: number): Settings => ({
        files: {maintenance: {path: director.path('maintenance'), weight: 0}},
        instances: [{name: 'VI_1', interval: 1, priority, addresses: ['10.0.0.100'], files: ['maintenance']}],
      });
      await beginsAs(a, b, settings(a, 150), settings(b, 100), settings(a, 150).instances);
      const rounds = isSoak() ? 25 : 1;
      await chapter(`there and back, ${rounds} times`, async t => {
        const log = await HandoverLog.begin([a, b], c, ['10.0.0.100']);
        try {
          for (let i = 0; i < rounds; i++) {
            await log.note('there', b, () => yields(a, true, i === 0));
            await log.note('back', a, () => yields(a, false, i === 0));
          }
          for (const [way, all] of await log.end()) {
            t.diagnostic(`${way}: the client lost ${distribution(all)}`);
            assert.ok(Math.max(...all) <= longestGap.withKeepalived, `${way}: ${all}`);
          }
        } finally {
          log.close();
        }
      });
    });
});

/** @param isByLvsctl as an operator does it; else as fast as it can be told */
async function yields(director: Director, isSo: boolean, isByLvsctl: boolean): Promise<void> {
  if (director.daemon.kind === 'keepalived') return writeFileSync(director.path('maintenance'), isSo ? '1' : '0');
  if (isByLvsctl)
    return isSo ? does(director, 'switch', 'VI_1', '--to', '10.0.0.2') : does(director, 'release', 'VI_1');
  if (isSo) await director.ours.call('hold', {target: 'VI_1', as: 'backup'});
  else await director.ours.call('release', {target: 'VI_1'});
}

async function does(director: Director, ...words: readonly string[]): Promise<void> {
  const {status, stdout, stderr} = await director.run('vrrp', ...words);
  assert.equal(status, 0, `lvsctl vrrp ${words.join(' ')}: ${stdout}${stderr}\n${director.daemon.log}`);
}

/** The first is master when it settles. */
async function beginsAs(
  a: Director,
  b: Director,
  first: Settings,
  second: Settings,
  instances: readonly Pick<InstanceSettings, 'name'>[],
): Promise<void> {
  let since = now();
  await a.runs(first);
  await a.lvsctl.says(
    instances.map(({name}) => `${name} master`),
    {since, within: 15_000},
  );
  since = now();
  await b.runs(second);
  await b.lvsctl.says(
    instances.map(({name}) => `${name} backup`),
    {since, within: 15_000},
  );
  for (const {lvsctl} of [a, b]) await lvsctl.close();
  if (b.daemon.kind === 'keepalived') return;
  // what a backup is it says before it has heard whose
  await b.ours.shows('its master', ({routers}) => routers.every(({master}) => master !== undefined));
}

/** Whoever asks has to have a way to the addresses, and they to it. */
function reach({addresses: [first]}: Omit<InstanceSettings, 'priority'>, hosts: readonly Director[]): void {
  if (!first?.includes(':')) return;
  for (const {namespace, place} of hosts) namespace.ip('address', 'add', `fd00::${place}/64`, 'dev', 'eth0');
}

function addressOf({place}: Director, {addresses: [first]}: Omit<InstanceSettings, 'priority'>): string {
  return first?.includes(':') ? `fe80::0:${place}` : `10.0.0.${place}`;
}
