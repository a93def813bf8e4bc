import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import type {Change, Outcome} from '../../../src/ipvs/change.js';
import {destinationKey} from '../../../src/ipvs/destination.js';
import {errnoNumber} from '../../../src/ipvs/errno.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import type {DesiredTable} from '../../../src/ipvs/plan.js';
import {Refusal} from '../../../src/ipvs/refusal.js';
import {type ServiceId, serviceKey} from '../../../src/ipvs/service.js';
import {type ApplyIpvs, carryOut} from '../../../src/maintenance/apply/carry-out.js';
import {readCurrentTable} from '../../../src/maintenance/apply/current-table.js';
import {changesOf, planTable} from '../../../src/maintenance/apply/table-plan.js';
import {anyPossibleTable, saved, siteWith} from './site-table.js';

const runs = {numRuns: 600};

test('a plan makes of any table any other one, and no service lacks a server that it has before and after', async () => {
  await fc.assert(
    fc.asyncProperty(anyPossibleTable, anyPossibleTable, async (current, desired) => {
      const site = await siteWith(current);
      const plan = planTable(await readCurrentTable(site.ipvs), desired, {prunes: true});
      const result = await carryOut(oneByOne(site.ipvs, kept(current, desired)), plan);
      assert.deepEqual(result, {type: 'done'});
      const wanted = await siteWith(desired);
      assert.equal(await saved(site), await saved(wanted));
      site.close();
      wanted.close();
    }),
    runs,
  );
});

test('a refusal in the middle leaves the table as it was, byte for byte, and no service ever lacks a server', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(anyPossibleTable, anyPossibleTable, fc.nat(), async (current, desired, seed) => {
      const site = await siteWith(current);
      const before = await readCurrentTable(site.ipvs);
      const text = await saved(site);
      const plan = planTable(before, desired, {prunes: true});
      const changes = changesOf(plan.stages);
      fc.pre(changes.length > 0);
      const at = seed % changes.length;
      const result = await carryOut(oneByOne(site.ipvs, kept(current, desired), refusingOnce(at)), plan);
      assert.equal(result.type, 'put-back');
      assert.equal(await saved(site), text);
      const isBuilding = at < plan.stages.building.length + plan.stages.quiescing.length;
      if (isBuilding) assert.deepEqual(await readCurrentTable(site.ipvs), before, 'the order too');
      refused++;
      site.close();
    }),
    runs,
  );
  assert.ok(refused >= 500, `${refused} pairs`);
});

test('a scheduler that the kernel does not have is a refusal like any other', async () => {
  await fc.assert(
    fc.asyncProperty(anyPossibleTable, anyPossibleTable, fc.nat(), async (current, desired, seed) => {
      fc.pre(desired.entries.length > 0);
      const at = seed % desired.entries.length;
      const unknown: DesiredTable = {
        entries: desired.entries.map((entry, i) =>
          i === at ? {...entry, service: {...entry.service, scheduler: 'nosuch'}} : entry,
        ),
      };
      const site = await siteWith(current);
      const text = await saved(site);
      const plan = planTable(await readCurrentTable(site.ipvs), unknown, {prunes: true});
      const result = await carryOut(site.ipvs, plan);
      assert.equal(result.type, 'put-back');
      assert.match('words' in result ? result.words : '', /-s nosuch.*: Scheduler or persistence engine not found/);
      assert.equal(await saved(site), text);
      site.close();
    }),
    {numRuns: 100},
  );
});

describe('what somebody else changes meanwhile', () => {
  const rules =
    '-A -t 10.0.0.1:80 -s rr\n-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1\n-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 1';

  async function planned(more: string, prunes = true) {
    const current = await siteWith({entries: []});
    await current.ipvsadm(...rules.split('\n'));
    const wanted = await siteWith({entries: []});
    await wanted.ipvsadm(...more.split('\n'));
    const desired = await readCurrentTable(wanted.ipvs);
    return {site: current, plan: planTable(await readCurrentTable(current.ipvs), desired, {prunes})};
  }

  test('before anything was written: nothing is', async () => {
    const {site, plan} = await planned(rules.replace('-w 1', '-w 5'));
    await site.ipvsadm('-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 9');
    const text = await saved(site);
    const result = await carryOut(site.ipvs, plan);
    assert.equal(result.type, 'refused');
    assert.match(
      'words' in result ? result.words : '',
      /the table has changed while.*10\.1\.0\.1:80 of tcp\/10\.0\.0\.1:80 is different/,
    );
    assert.equal(await saved(site), text);
  });

  test('before the deletions: what was built is put back, and the change of the other stays', async () => {
    const {site, plan} = await planned('-A -t 10.0.0.1:80 -s wlc\n-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1');
    const ipvs = between(site.ipvs, 1, () => site.ipvsadm('-e -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 7'));
    assert.equal((await carryOut(ipvs, plan)).type, 'put-back');
    assert.equal(await saved(site), `${rules.replace('10.1.0.2:80 -m -w 1', '10.1.0.2:80 -m -w 7')}\n`);
  });

  test('a server in a service that was just made is not deleted with it', async () => {
    const more = `${rules}\n-A -t 10.0.0.2:80 -s rr\n-A -t 10.0.0.3:80 -s nosuch`;
    const {site, plan} = await planned(more.replace('nosuch', 'rr'));
    const ipvs = between(site.ipvs, 1, () => site.ipvsadm('-a -t 10.0.0.2:80 -r 10.1.0.9:80 -m'), 1);
    const result = await carryOut(ipvs, plan);
    assert.equal(result.type, 'not-put-back');
    assert.deepEqual('commands' in result ? result.commands : [], ['ipvsadm -D -t 10.0.0.2:80']);
    assert.match(await saved(site), /10\.0\.0\.2:80 -r 10\.1\.0\.9:80/);
  });

  test('a server of a service that is to go away is a reason not to', async () => {
    const {site, plan} = await planned('-A -t 10.0.0.2:80 -s rr');
    const ipvs = between(site.ipvs, 1, () => site.ipvsadm('-a -t 10.0.0.1:80 -r 10.1.0.9:80 -m'));
    const result = await carryOut(ipvs, plan);
    assert.equal(result.type, 'put-back');
    assert.match('words' in result ? result.words : '', /10\.1\.0\.9:80 of tcp\/10\.0\.0\.1:80 is there/);
    assert.ok((await saved(site)).startsWith(rules));
  });
});

test('a kernel that stops answering is told of, with what would take back what was asked of it', async () => {
  const site = await siteWith({entries: []});
  await site.ipvsadm('-A -t 10.0.0.1:80 -s rr');
  const wanted = await siteWith({entries: []});
  await wanted.ipvsadm('-A -t 10.0.0.1:80 -s wlc', '-A -t 10.0.0.2:80 -s rr');
  const plan = planTable(await readCurrentTable(site.ipvs), await readCurrentTable(wanted.ipvs), {prunes: true});
  let isOver = false;
  const result = await carryOut(
    {
      service: id => (isOver ? Promise.reject(new Error('the socket is closed')) : site.ipvs.service(id)),
      destinationConfigurations: id => site.ipvs.destinationConfigurations(id),
      apply: async () => {
        isOver = true;
        throw new Error('the socket is closed');
      },
    },
    plan,
  );
  assert.equal(result.type, 'not-put-back');
  assert.deepEqual(
    new Set('commands' in result ? result.commands : []),
    new Set(['ipvsadm -E -t 10.0.0.1:80 -s rr', 'ipvsadm -D -t 10.0.0.2:80']),
  );
});

test('an interruption between two parts puts back what was done', async () => {
  const site = await siteWith({entries: []});
  await site.ipvsadm('-A -t 10.0.0.1:80 -s rr');
  const wanted = await siteWith({entries: []});
  await wanted.ipvsadm('-A -t 10.0.0.2:80 -s rr');
  const plan = planTable(await readCurrentTable(site.ipvs), await readCurrentTable(wanted.ipvs), {prunes: true});
  let asked = 0;
  assert.deepEqual(await carryOut(site.ipvs, plan, () => ++asked > 1), {type: 'put-back', words: 'interrupted'});
  assert.equal(await saved(site), '-A -t 10.0.0.1:80 -s rr\n');
});

test('thousands of changes are made in parts, and a refusal in a late one takes all of them back', async () => {
  const site = await siteWith({entries: []});
  await site.ipvsadm('-A -t 10.0.0.1:80 -s rr');
  const before = await saved(site);
  const wanted = await siteWith({entries: []});
  for (let i = 0; i < 700; i++) await wanted.ipvsadm(`-A -t 10.9.${i >> 8}.${i & 255}:80 -s rr`);
  const plan = planTable(await readCurrentTable(site.ipvs), await readCurrentTable(wanted.ipvs), {prunes: true});
  const refused = await carryOut(oneByOne(site.ipvs, new Map(), refusingOnce(650)), plan);
  assert.equal(refused.type, 'put-back');
  assert.equal(await saved(site), before);
  assert.deepEqual(await carryOut(site.ipvs, plan), {type: 'done'});
  assert.equal(await saved(site), await saved(wanted));
});

/** Servers that a service has before and after. */
function kept(current: DesiredTable, desired: DesiredTable): ReadonlyMap<ServiceId, ReadonlySet<string>> {
  const after = new Map(desired.entries.map(({service, destinations}) => [serviceKey(service.id), destinations]));
  return new Map(
    current.entries.map(({service: {id}, destinations}) => {
      const there = new Set(after.get(serviceKey(id))?.map(destinationKey));
      return [id, new Set(destinations.map(destinationKey).filter(key => there.has(key)))];
    }),
  );
}

/** Refuses the change at this place of all that are asked for. */
function refusingOnce(place: number): (change: Change) => Outcome {
  let asked = 0;
  return change => (asked++ === place ? new Refusal(change.type, errnoNumber('ENOMEM')) : undefined);
}

/** Makes the changes one by one, and looks after each whether the servers are there. */
function oneByOne(
  ipvs: Ipvs,
  servers: ReadonlyMap<ServiceId, ReadonlySet<string>>,
  refuse: (change: Change) => Outcome = () => undefined,
): ApplyIpvs {
  return {
    service: id => ipvs.service(id),
    destinationConfigurations: id => ipvs.destinationConfigurations(id),
    async apply(changes) {
      const outcomes: Outcome[] = [];
      for (const change of changes) {
        const refusal = refuse(change);
        outcomes.push(refusal ?? (await ipvs.apply([change]))[0]);
        for (const [id, keys] of servers) {
          const now = new Set((await ipvs.destinationConfigurations(id)).map(destinationKey));
          for (const key of keys) assert.ok(now.has(key), `${key} of ${serviceKey(id)} is missing`);
        }
      }
      return outcomes;
    },
  };
}

/** Does something after so many calls of apply; then refuses so many. */
function between(ipvs: Ipvs, after: number, work: () => Promise<void>, refusing = 0): ApplyIpvs {
  let calls = 0;
  return {
    service: id => ipvs.service(id),
    destinationConfigurations: id => ipvs.destinationConfigurations(id),
    async apply(changes) {
      const isRefused = refusing > 0 && calls === 0;
      const outcomes = await ipvs.apply(changes);
      if (++calls === after) await work();
      return isRefused
        ? outcomes.map((one, i) => (i === changes.length - 1 ? new Refusal('add-service', 12) : one))
        : outcomes;
    },
  };
}
