import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Change} from '../../../src/ipvs/change.js';
import {destinationFingerprint, settingsFingerprint} from '../../../src/ipvs/fingerprint.js';
import {type DesiredTable, planChanges} from '../../../src/ipvs/plan.js';
import {isRefusal} from '../../../src/ipvs/refusal.js';
import {serviceKey} from '../../../src/ipvs/service.js';
import {planUndo} from '../../../src/maintenance/journal/plan-undo.js';
import {readAfter, readBefore} from '../../../src/maintenance/journal/read-before.js';
import {tableAfter} from '../../../src/maintenance/journal/table-after.js';
import {trailsOf} from '../../../src/maintenance/journal/trails.js';
import {ModelIpvs} from '../../commands/model-ipvs.js';
import {anyDesiredTable} from '../../ipvs/arbitraries.js';

const runs = {numRuns: 1000};

/** Changes as they come: also of what is not there, or is there already. */
const anyChanges: fc.Arbitrary<readonly Change[]> = fc
  .tuple(anyDesiredTable, anyDesiredTable, anyDesiredTable, fc.boolean())
  .chain(([a, b, c, clears]) =>
    fc.shuffledSubarray([
      ...(clears ? [{type: 'flush'} as const] : []),
      ...planChanges(a, b),
      ...planChanges(b, c),
      ...planChanges({entries: []}, a),
    ]),
  );

async function ipvsOf({entries}: DesiredTable): Promise<ModelIpvs> {
  const ipvs = new ModelIpvs();
  await ipvs.apply(planChanges({entries: []}, {entries}));
  return ipvs;
}

/** What is configured, in an order of its own. */
async function contentsOf(ipvs: ModelIpvs): Promise<unknown> {
  const {entries} = await readBefore(ipvs, [{type: 'flush'}]);
  return entries
    .flatMap(({service, destinations}) => [
      settingsFingerprint(service),
      ...destinations.map(one => `${serviceKey(service.id)} ${destinationFingerprint(one)}`),
    ])
    .sort();
}

/** Makes the first so many changes. @returns what was refused, by place */
async function make(ipvs: ModelIpvs, changes: readonly Change[], count = changes.length) {
  const outcomes = await ipvs.apply(changes.slice(0, count));
  const refusals: Record<number, string> = {};
  for (const [i, outcome] of outcomes.entries()) if (outcome) refusals[i] = outcome.message;
  return {id: 1, at: 0, refusals};
}

async function undo(ipvs: ModelIpvs, plan: ReturnType<typeof planUndo>): Promise<void> {
  for (const outcome of await ipvs.apply(plan.changes as readonly Change[]))
    assert.ok(!outcome || !isRefusal(outcome), outcome?.message);
}

test('undo brings back the table, whatever was changed and refused', () =>
  fc.assert(
    fc.asyncProperty(anyDesiredTable, anyChanges, async (table, changes) => {
      const ipvs = await ipvsOf(table);
      const before = await readBefore(ipvs, changes);
      const trails = trailsOf({before, changes}, await make(ipvs, changes));
      const plan = planUndo(trails, await readAfter(ipvs, changes));
      assert.deepEqual([plan.conflicts, plan.lost], [[], []]);
      await undo(ipvs, plan);
      assert.deepEqual(await contentsOf(ipvs), await contentsOf(await ipvsOf(table)));
    }),
    runs,
  ));

test('undo brings back the table after a process that died anywhere, and knows what it had made', () =>
  fc.assert(
    fc.asyncProperty(anyDesiredTable, anyDesiredTable, fc.nat(), async (table, desired, point) => {
      const changes = planChanges(table, desired);
      const count = point % (changes.length + 1);
      const ipvs = await ipvsOf(table);
      const before = await readBefore(ipvs, changes);
      await make(ipvs, changes, count);
      const plan = planUndo(trailsOf({before, changes}, undefined), await readAfter(ipvs, changes));
      assert.deepEqual(plan.conflicts, []);
      assert.deepEqual(
        [...plan.made].sort((a, b) => a - b),
        Array.from({length: count}, (_, i) => i),
      );
      await undo(ipvs, plan);
      assert.deepEqual(await contentsOf(ipvs), await contentsOf(await ipvsOf(table)));
    }),
    runs,
  ));

test('undo brings back the table after a batch in disorder that died anywhere', () =>
  fc.assert(
    fc.asyncProperty(anyDesiredTable, anyChanges, fc.nat(), async (table, changes, point) => {
      const ipvs = await ipvsOf(table);
      const before = await readBefore(ipvs, changes);
      await make(ipvs, changes, point % (changes.length + 1));
      const plan = planUndo(trailsOf({before, changes}, undefined), await readAfter(ipvs, changes));
      assert.deepEqual(plan.conflicts, []);
      await undo(ipvs, plan);
      assert.deepEqual(await contentsOf(ipvs), await contentsOf(await ipvsOf(table)));
    }),
    runs,
  ));

test('an undo that died anywhere is no conflict for the next one', () =>
  fc.assert(
    fc.asyncProperty(anyDesiredTable, anyChanges, fc.nat(), async (table, changes, point) => {
      const ipvs = await ipvsOf(table);
      const before = await readBefore(ipvs, changes);
      const trails = trailsOf({before, changes}, await make(ipvs, changes));
      const first = planUndo(trails, await readAfter(ipvs, changes)).changes as readonly Change[];
      await make(ipvs, first, point % (first.length + 1));
      const plan = planUndo(trails, await readAfter(ipvs, changes), true);
      assert.deepEqual(plan.conflicts, []);
      await undo(ipvs, plan);
      assert.deepEqual(await contentsOf(ipvs), await contentsOf(await ipvsOf(table)));
    }),
    runs,
  ));

test('what takes an entry back without anybody else is known without looking', () =>
  fc.assert(
    fc.asyncProperty(anyDesiredTable, anyChanges, async (table, changes) => {
      const ipvs = await ipvsOf(table);
      const before = await readBefore(ipvs, changes);
      const trails = trailsOf({before, changes}, await make(ipvs, changes));
      await undo(ipvs, planUndo(trails, tableAfter(trails)));
      assert.deepEqual(await contentsOf(ipvs), await contentsOf(await ipvsOf(table)));
    }),
    {numRuns: 300},
  ));

test('what somebody has changed since is a conflict, and named; the rest of the table is his', () =>
  fc.assert(
    fc.asyncProperty(anyDesiredTable, anyChanges, anyChanges, async (table, changes, others) => {
      const ipvs = await ipvsOf(table);
      const before = await readBefore(ipvs, changes);
      const trails = trailsOf({before, changes}, await make(ipvs, changes));
      const left = await contentsOf(ipvs);
      await make(ipvs, others);
      const plan = planUndo(trails, await readAfter(ipvs, changes));
      if (plan.conflicts.length > 0) {
        assert.notDeepEqual(await contentsOf(ipvs), left);
        return;
      }
      await undo(ipvs, plan);
      const now = await readAfter(ipvs, changes);
      assert.deepEqual(planUndo(trails, now, true).changes, []);
    }),
    runs,
  ));

const id = {type: 'address', protocol: 6, address: {family: 'ipv4', value: 1}, port: 80} as const;
const service = {id, scheduler: 'rr', flags: 0, timeout: 0, netmask: 0xffffffff, persistenceEngine: ''};
const server = {
  address: {family: 'ipv4', value: 2},
  port: 80,
  forwarding: 0,
  weight: 1,
  upperThreshold: 0,
  lowerThreshold: 0,
  tunnel: {type: 0, port: 0, flags: 0},
} as const;
const whole = {id: 1, at: 0, refusals: {}};
const add: Change = {type: 'add-service', service};
const none = {entries: []};

test('a server that somebody added to a service that came in is not lost without a word', () => {
  const trails = trailsOf({before: none, changes: [add]}, whole);
  const {conflicts} = planUndo(trails, {entries: [{service, destinations: [server]}]});
  assert.deepEqual(conflicts, ['0.0.0.2:80 was added to tcp/0.0.0.1:80 since']);
});

test('a server whose service is gone cannot come back', () => {
  const before = {entries: [{service, destinations: [server]}]};
  const trails = trailsOf({before, changes: [{type: 'delete-server', id, destination: server}]}, whole);
  assert.deepEqual(planUndo(trails, none), {
    changes: [],
    conflicts: ['tcp/0.0.0.1:80 is no longer there'],
    lost: [],
    made: new Set([0]),
  });
});

test('a change whose answer was lost counts as made where the table shows it', () => {
  const end = {id: 1, at: 0, refusals: {0: 'The answer was lost'}, unknown: [0]};
  const trails = trailsOf({before: none, changes: [add]}, end);
  assert.deepEqual(planUndo(trails, none).changes, []);
  const {changes, conflicts} = planUndo(trails, {entries: [{service, destinations: []}]});
  assert.deepEqual([changes, conflicts], [[{type: 'delete-service', id}], []]);
});

test('daemons, timeouts and sysctls come back, and counters do not', () => {
  const daemon = {
    state: 'master',
    interface: 'eth0',
    syncId: 7,
    maximumLength: 0,
    group: undefined,
    port: 0,
    ttl: 0,
  } as const;
  const shown = {...daemon, maximumLength: 1472, port: 8848, ttl: 1}; // the kernel fills in the rest
  const changes = [
    {type: 'start-daemon', daemon},
    {type: 'set', timeouts: {tcp: 0, tcpFin: 60, udp: 0}},
    {type: 'set-sysctl', name: 'drop_entry', value: '1'},
    {type: 'zero', id: undefined},
  ] as const;
  const timeouts = {tcp: 900, tcpFin: 120, udp: 300};
  const trails = trailsOf({before: {entries: [], daemons: [], timeouts, sysctls: {drop_entry: '0'}}, changes}, whole);
  const after = {entries: [], daemons: [shown], timeouts: {...timeouts, tcpFin: 60}, sysctls: {drop_entry: '1'}};
  const plan = planUndo(trails, after);
  assert.deepEqual(plan, {
    changes: [
      {type: 'stop-daemon', state: 'master', syncId: 7},
      {type: 'set', timeouts},
      {type: 'set-sysctl', name: 'drop_entry', value: '0'},
    ],
    conflicts: [],
    lost: [{type: 'zero', id: undefined}],
    made: new Set([0, 1, 2]),
  });
  const moved = planUndo(trails, {...after, daemons: [], timeouts: {...timeouts, tcp: 1}, sysctls: {drop_entry: '2'}});
  assert.deepEqual(moved.conflicts, [
    'the master daemon no longer runs',
    'the timeouts were changed since',
    'drop_entry was changed since',
  ]);
});
