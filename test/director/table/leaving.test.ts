import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {Pool} from '../../../src/config/pools/pool-configuration.js';
import type {Change, Outcome} from '../../../src/ipvs/change.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import type {ServiceId} from '../../../src/ipvs/service.js';
import {formatEndpoint} from '../../../src/net/endpoint.js';
import {adopted, keeping, type Keeping, shown} from './keeping.js';
import {configurationOf, pool, standing} from './pools.js';

const [service, a, b] = ['-A -t 10.0.0.1:80 -s wrr', '10.0.1.1:80', '10.0.1.2:80'] as const;
const server = (name: string, weight: number) => `-a -t 10.0.0.1:80 -r ${name} -m -w ${weight}`;
const both = pool([service, server(a, 3), server(b, 2)]);
const onlyA = pool([service, server(a, 3)]);
const onlyB = pool([service, server(b, 2)]);

/** Connections that the kernel counts. */
class Clients {
  readonly active = new Map<string, number>();
  /** Clients of one that is being quiesced: they come just before. */
  readonly late = new Set<string>();

  readonly between = (ipvs: Ipvs): Ipvs =>
    new Proxy(ipvs, {
      get: (target, name) => {
        if (name === 'destinations')
          return async (id: ServiceId) =>
            (await target.destinations(id)).map(one => ({...one, activeConnections: this.of(formatEndpoint(one))}));
        if (name === 'apply') return (asked: readonly Change[]) => this.#apply(target, asked);
        const member = Reflect.get(target, name) as unknown;
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });

  of(name: string): number {
    return this.active.get(name) ?? 0;
  }

  #apply(ipvs: Ipvs, asked: readonly Change[]): Promise<readonly Outcome[]> {
    for (const change of asked) {
      if (change.type !== 'edit-server' || change.destination.weight > 0) continue;
      const name = formatEndpoint(change.destination);
      if (this.late.delete(name)) this.active.set(name, 1);
    }
    return ipvs.apply(asked);
  }
}

async function begun(configured = both): Promise<{kept: Keeping; clients: Clients}> {
  const clients = new Clients();
  const kept = await keeping([], {between: clients.between});
  await reloaded(kept, configured);
  kept.asked.length = 0;
  return {kept, clients};
}

async function reloaded(kept: Keeping, ...pools: readonly Pool[]): Promise<void> {
  await adopted(kept, configurationOf(...pools));
  for (const one of pools) kept.keeper.note(standing(one));
  await kept.keeper.idle();
}

test('a server that a reload leaves out gets no new connections, and goes when its last one has ended', async () => {
  const {kept, clients} = await begun();
  clients.active.set(b, 2);
  await reloaded(kept, onlyA);
  await kept.keeper.compare();
  await kept.keeper.compare();
  assert.deepEqual(kept.asked.map(shown), [`edit-server ${b} 0`]);
  assert.deepEqual(kept.told, [
    `${b} of tcp/10.0.0.1:80 leaves: it gets no new connections, and goes when its last one has ended, or in an hour`,
  ]);
  assert.deepEqual(kept.keeper.problems, []);
  clients.active.clear();
  await kept.keeper.compare();
  assert.deepEqual(kept.asked.map(shown), [`edit-server ${b} 0`, `delete-server ${b}`]);
  assert.deepEqual(kept.byHand.services, []);
});

test('a connection that comes while its server is told to go is waited for', async () => {
  const {kept, clients} = await begun();
  clients.late.add(b);
  await reloaded(kept, onlyA);
  assert.deepEqual(kept.asked.map(shown), [`edit-server ${b} 0`]);
});

test('a server that leaves is taken back by a reload that has it again', async () => {
  const {kept, clients} = await begun();
  clients.active.set(b, 2);
  await reloaded(kept, onlyA);
  await reloaded(kept, both);
  clients.active.clear();
  await kept.keeper.compare();
  assert.deepEqual(kept.asked.map(shown), [`edit-server ${b} 0`, `edit-server ${b} 2`]);
  assert.equal(kept.keeper.operatorOf(both.name, b), undefined);
});

test('a server that leaves goes when its last connection has ended, whichever process sees that', async () => {
  const {kept, clients} = await begun();
  clients.active.set(b, 2);
  await reloaded(kept, onlyA);
  await kept.keeper.close(false);
  const after = kept.restart();
  await reloaded(after, onlyA);
  assert.deepEqual(after.asked, []);
  clients.active.clear();
  await after.keeper.compare();
  assert.deepEqual(after.asked.map(shown), [`delete-server ${b}`]);
  assert.deepEqual(after.byHand.services, []);
});

test('a server that leaves goes after an hour, whatever connections it has', async () => {
  const {kept, clients} = await begun();
  clients.active.set(b, 2);
  await reloaded(kept, onlyA);
  for (let i = 1; i < 360; i++) await kept.keeper.compare();
  assert.deepEqual(kept.asked.map(shown), [`edit-server ${b} 0`]);
  await kept.keeper.compare();
  assert.deepEqual(kept.asked.map(shown), [`edit-server ${b} 0`, `delete-server ${b}`]);
});

test('a scheduler that hashes clients gives those of a server that leaves another one', async () => {
  const hashing = (...servers: string[]) => pool(['-A -t 10.0.0.1:80 -s sh', ...servers]);
  const {kept, clients} = await begun(hashing(server(a, 3), server(b, 2)));
  const next = hashing(server(a, 3));
  const flags = async () => (await kept.site.ipvs.services())[0]?.flags ?? 0;
  const before = await flags();
  clients.active.set(b, 2);
  await reloaded(kept, next);
  assert.notEqual(await flags(), before);
  await kept.site.ipvsadm('-E -t 10.0.0.1:80 -s sh -p 300 -b sh-fallback');
  await kept.keeper.compare();
  await kept.site.ipvsadm('-E -t 10.0.0.1:80 -s sh -b sh-fallback');
  await kept.keeper.compare();
  clients.active.clear();
  await kept.keeper.compare();
  assert.equal(await flags(), before);
  const asked = kept.asked.map(shown).map(words => words.replace(/ 6.*/, ''));
  assert.deepEqual(asked, ['edit-service', `edit-server ${b} 0`, `delete-server ${b}`, 'edit-service']);
});

test('a scheduler that would refuse the clients of a server that leaves has it no longer', async () => {
  const choosing = (...servers: string[]) => pool(['-A -t 10.0.0.1:80 -s dh', ...servers]);
  const {kept, clients} = await begun(choosing(server(a, 3), server(b, 2)));
  clients.active.set(b, 2);
  await reloaded(kept, choosing(server(a, 3)));
  assert.deepEqual(kept.asked.map(shown), [`delete-server ${b}`]);
});

test('what leaves goes at once with its service, and with the director where it clears', async () => {
  for (const end of [(kept: Keeping) => reloaded(kept), (kept: Keeping) => kept.keeper.close(true)]) {
    const {kept, clients} = await begun();
    clients.active.set(b, 2);
    await reloaded(kept, onlyA);
    await end(kept);
    assert.deepEqual(await kept.table(), []);
    assert.deepEqual(kept.byHand.services, []);
  }
});

test('reloads in any order delete no server that has connections, and leave none that has not', async () => {
  const configurations = [both, onlyA, onlyB];
  const anyAct = fc.oneof(
    fc.record({reload: fc.integer({min: 0, max: 2})}),
    fc.record({name: fc.constantFrom(a, b), connections: fc.integer({min: 0, max: 1})}),
    fc.record({late: fc.constantFrom(a, b)}),
    fc.constantFrom('compare' as const, 'restart' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, {maxLength: 20}), async acts => {
      let {kept, clients} = await begun();
      let now = both;
      for (const act of acts) {
        kept.asked.length = 0;
        if (act === 'compare') await kept.keeper.compare();
        else if (act === 'restart') {
          await kept.keeper.close(false);
          kept = kept.restart();
          await reloaded(kept, now);
        } else if ('reload' in act) {
          now = configurations[act.reload] ?? both;
          await reloaded(kept, now);
        } else if ('late' in act) clients.late.add(act.late);
        else clients.active.set(act.name, act.connections);
        for (const change of kept.asked)
          if (change.type === 'delete-server') assert.equal(clients.of(formatEndpoint(change.destination)), 0);
      }
      clients.active.clear();
      await kept.keeper.compare();
      const servers = now.servers.map(({name, weight}) => `tcp/10.0.0.1:80 ${name} ${weight}`);
      assert.deepEqual(await kept.table(), [...servers, 'tcp/10.0.0.1:80 wrr']);
      assert.deepEqual(kept.byHand.services, []);
      kept.site.close();
    }),
    {numRuns: 150},
  );
});
