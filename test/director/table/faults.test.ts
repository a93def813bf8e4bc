import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {ServiceId} from '../../../src/ipvs/service.js';
import {changes} from '../../kernel/embedded/changes.js';
import {type Fault, Faults} from './faulty-ipvs.js';
import {adopted, keeping, type Keeping, tableOf} from './keeping.js';
import {configurationOf, pool, standing} from './pools.js';

const lines = [
  '-A -t 10.0.0.1:80 -s wrr',
  '-a -t 10.0.0.1:80 -r 10.0.1.1:80 -m -w 3',
  '-a -t 10.0.0.1:80 -r 10.0.1.2:80 -m -w 2',
];
const web = pool(lines);
const [a, b] = ['10.0.1.1:80', '10.0.1.2:80'] as const;
const other = pool(['-A -u 10.0.0.2:53 -s rr', '-a -u 10.0.0.2:53 -r 10.0.1.1:53 -m -w 1']);

async function begun(from = lines): Promise<{kept: Keeping; faults: Faults}> {
  const faults = new Faults();
  const kept = await keeping(from, {between: faults.between});
  await adopted(kept, configurationOf(web, other));
  return {kept, faults};
}

test('a refusal is told in words, hinders nothing else, and is tried again, later and later', async () => {
  const {kept, faults} = await begun();
  faults.of = change => (change.type === 'edit-server' ? 'ENOMEM' : undefined);
  kept.keeper.note(standing(web, {[a]: 5, [b]: 'out'}));
  kept.keeper.note(standing(other));
  await kept.keeper.idle();
  const problem = '10.0.1.1:80 of tcp/10.0.0.1:80 could not be set (weight 5): Cannot allocate memory (ENOMEM)';
  assert.deepEqual(kept.keeper.problems, [problem]);
  assert.deepEqual(await kept.table(), [
    'tcp/10.0.0.1:80 10.0.1.1:80 3',
    'tcp/10.0.0.1:80 wrr',
    'udp/10.0.0.2:53 10.0.1.1:53 1',
    'udp/10.0.0.2:53 rr',
  ]);
  const waited: number[] = [];
  for (let i = 0; i < 4; i++) {
    waited.push(Math.min(...kept.delays()));
    await kept.fire();
  }
  assert.deepEqual(waited, [250, 500, 1000, 2000]);
  assert.equal(kept.told.filter(words => words === problem).length, 1, 'told once');
  faults.of = () => undefined;
  await kept.fire();
  assert.deepEqual(kept.keeper.problems, []);
  assert.ok((await kept.table()).includes('tcp/10.0.0.1:80 10.0.1.1:80 5'));
});

test('a scheduler that the kernel has not is told with what to do', async () => {
  const {kept, faults} = await begun([]);
  faults.of = change => (change.type === 'add-service' ? 'ENOENT' : undefined);
  kept.keeper.note(standing(web));
  await kept.keeper.idle();
  assert.deepEqual(kept.keeper.problems, [
    'tcp/10.0.0.1:80 could not be added: the kernel does not have its scheduler: modprobe ip_vs_wrr (ENOENT)',
  ]);
});

test('thousands of services that the kernel refuses are a short list of problems, and are tried again at once', async () => {
  const faults = new Faults();
  faults.of = change => (change.type === 'add-service' ? 'ENOENT' : undefined);
  const kept = await keeping([], {between: faults.between});
  const pools = Array.from({length: 5000}, (_, i) => pool([`-A -t 10.1.${i >> 8}.${i & 255}:80 -s mh`]));
  await adopted(kept, configurationOf(...pools));
  for (const one of pools) kept.keeper.note(standing(one));
  await kept.keeper.idle();
  assert.equal(kept.keeper.problems.length, 51);
  assert.equal(kept.keeper.problems.at(-1), 'and more: the log has them');
  faults.of = () => undefined;
  const begunAt = performance.now();
  await kept.fire();
  const lasted = performance.now() - begunAt;
  assert.deepEqual(kept.keeper.problems, []);
  assert.ok(lasted < 3000, `${lasted} ms`);
});

test('what was done by hand is kept as soon as the disk takes it again', async () => {
  const {kept} = await begun();
  kept.keeper.note(standing(web));
  await kept.keeper.idle();
  const write = kept.byHand.write.bind(kept.byHand);
  kept.byHand.write = () => {
    throw new Error('no space left on device');
  };
  await kept.site.ipvs.apply(changes(['-e -t 10.0.0.1:80 -r 10.0.1.1:80 -m -w 9']));
  await kept.keeper.compare();
  assert.equal(kept.keeper.problems.length, 1);
  kept.byHand.write = write;
  await kept.keeper.compare();
  assert.deepEqual(kept.keeper.problems, []);
  assert.equal(kept.byHand.services.length, 1);
});

test('who leaves stays while who was to come is refused', async () => {
  const {kept, faults} = await begun();
  kept.keeper.note(standing(web));
  faults.of = change => (change.type === 'add-server' ? 'EINVAL' : undefined);
  const next = pool([lines[0] as string, '-a -t 10.0.0.1:80 -r 10.0.1.3:80 -m -w 1']);
  await adopted(kept, configurationOf(next, other));
  kept.keeper.note(standing(next));
  await kept.keeper.idle();
  assert.equal((await kept.table()).length, 3);
  faults.of = () => undefined;
  await kept.keeper.compare();
  assert.deepEqual(await kept.table(), ['tcp/10.0.0.1:80 10.0.1.3:80 1', 'tcp/10.0.0.1:80 wrr']);
});

test('what is changed by another at the same moment is read again and put right', async () => {
  const {kept, faults} = await begun();
  let isDone = false;
  faults.of = change => {
    if (change.type !== 'delete-server' || isDone) return undefined;
    isDone = true;
    void kept.site.ipvsadm(`-d -t 10.0.0.1:80 -r ${b}`);
    return 'ENOENT';
  };
  kept.keeper.note(standing(web, {[b]: 'out'}));
  await kept.keeper.idle();
  assert.deepEqual(await kept.table(), ['tcp/10.0.0.1:80 10.0.1.1:80 3', 'tcp/10.0.0.1:80 wrr']);
  assert.deepEqual(kept.keeper.problems, []);
});

test('a service that is deleted while it is read is put back with all its servers', async () => {
  let meanwhile: (() => Promise<void>) | undefined;
  const kept = await keeping(lines, {
    between: ipvs =>
      new Proxy(ipvs, {
        get(target, name) {
          const member = Reflect.get(target, name) as unknown;
          if (typeof member !== 'function') return member;
          if (name !== 'destinationConfigurations') return member.bind(target);
          return async (id: ServiceId) => {
            await meanwhile?.();
            return target.destinationConfigurations(id);
          };
        },
      }),
  });
  await adopted(kept, configurationOf(web, other));
  kept.keeper.note(standing(web));
  await kept.keeper.idle();
  meanwhile = async () => {
    meanwhile = undefined;
    await kept.site.ipvsadm('-C');
  };
  kept.keeper.note(standing(web, {[a]: 4}));
  await kept.keeper.idle();
  assert.deepEqual(kept.byHand.services, []);
  assert.deepEqual(await kept.table(), [
    'tcp/10.0.0.1:80 10.0.1.1:80 4',
    'tcp/10.0.0.1:80 10.0.1.2:80 2',
    'tcp/10.0.0.1:80 wrr',
  ]);
});

test('a kernel that cannot be read is a problem until it can', async () => {
  const {kept, faults} = await begun();
  faults.unreadable = new Error('the socket broke');
  kept.keeper.note(standing(web, {[a]: 'out'}));
  await kept.keeper.compare();
  assert.deepEqual(kept.keeper.problems, [
    'the table cannot be read: the socket broke',
    'the table cannot be kept: the socket broke',
  ]);
  faults.unreadable = undefined;
  await kept.keeper.compare();
  assert.deepEqual(kept.keeper.problems, []);
  assert.deepEqual(await kept.table(), ['tcp/10.0.0.1:80 10.0.1.2:80 2', 'tcp/10.0.0.1:80 wrr']);
});

test('what is noted while the kernel is slow goes together, and the last of it counts', async () => {
  const {kept, faults} = await begun();
  let open = () => {};
  faults.gate = new Promise(resolve => (open = resolve));
  for (const weight of [4, 5, 6, 7]) {
    kept.keeper.note(standing(web, {[a]: weight}));
    await new Promise(setImmediate);
  }
  open();
  await kept.keeper.idle();
  assert.ok((await kept.table()).includes('tcp/10.0.0.1:80 10.0.1.1:80 7'));
  assert.equal(kept.asked.length, 1);
});

test('whatever answers are lost, and wherever all breaks, nothing of it is taken for an operator’s', async () => {
  const anyFault = fc.constantFrom<Fault | undefined>(
    undefined,
    'answer lost',
    'never done',
    'breaks before',
    'breaks after',
    'ENOBUFS',
    'EAGAIN',
  );
  const anyWhere = fc.constantFrom('out' as const, 'quiesced' as const, 1, 9);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyWhere, anyWhere, fc.array(anyFault, {maxLength: 6})), {minLength: 1, maxLength: 8}),
      async steps => {
        const {kept, faults} = await begun([]);
        for (const [first, second, list] of steps) {
          const left = [...list];
          faults.of = () => left.shift();
          kept.keeper.note(standing(web, {[a]: first, [b]: second}));
          kept.keeper.note(standing(other));
          await kept.keeper.idle();
          await kept.keeper.compare();
        }
        faults.of = () => undefined;
        await kept.keeper.compare();
        const [first, second] = steps.at(-1) ?? [];
        const shown = (name: string, where: typeof first) =>
          where === 'out' ? [] : [`tcp/10.0.0.1:80 ${name} ${where === 'quiesced' ? 0 : where}`];
        assert.deepEqual(await tableOf(kept.site.ipvs), [
          ...shown(a, first),
          ...shown(b, second),
          'tcp/10.0.0.1:80 wrr',
          'udp/10.0.0.2:53 10.0.1.1:53 1',
          'udp/10.0.0.2:53 rr',
        ]);
        assert.deepEqual(kept.byHand.services, []);
        assert.deepEqual(kept.keeper.problems, []);
        kept.site.close();
      },
    ),
    {numRuns: 200},
  );
});
