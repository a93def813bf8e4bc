import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {formatAddress} from '../../../src/net/address.js';
import {createDemoDirector} from '../../../src/kernel/embedded/demo.js';
import type {Director} from '../../../src/kernel/embedded/director.js';
import {decodeDirector} from '../../../src/kernel/embedded/store/decode.js';
import {encodeDirector} from '../../../src/kernel/embedded/store/encode.js';
import {type Counts, countNames, noCounts} from '../../../src/kernel/embedded/table/statistics.js';
import {advance} from '../../../src/kernel/embedded/traffic/advance.js';
import {changes} from './changes.js';
import {assertAddsUp, newSite} from './directors.js';

const start = 1_700_000_000_000;

function sum(all: readonly Counts[]): Counts {
  const total = noCounts();
  for (const counts of all) for (const name of countNames) total[name] += counts[name];
  return total;
}

function assertCountersAddUp(director: Director): void {
  const services = [...director.services.inOrder()];
  for (const service of services) {
    assert.deepEqual(sum(service.destinations.map(({statistics}) => statistics.live)), service.statistics.live);
    assert.deepEqual(sum(service.destinations.map(({statistics}) => statistics.seen)), service.statistics.seen);
  }
  assert.deepEqual(sum(services.map(({statistics}) => statistics.live)), director.totals.live);
  assert.deepEqual(sum(services.map(({statistics}) => statistics.seen)), director.totals.seen);
}

test('the demo is busy, and everything in it adds up at any time', () => {
  const director = createDemoDirector(start);
  assert.ok(director.connections.size > 1000);
  for (let i = 0; i < 20; i++) {
    assertAddsUp(director);
    assertCountersAddUp(director);
    advance(director, director.now + 3700);
  }
  for (const service of director.services.inOrder()) {
    const isUnused = formatAddress(service.address) === '203.0.113.40';
    assert.equal(service.statistics.rates.incomingBytes > 0n, !isUnused, service.scheduler);
    for (const {address, statistics, active} of service.destinations) {
      if (formatAddress(address) === '10.1.0.15') assert.deepEqual([active, statistics.live.connections], [0, 0n]);
    }
  }
});

test('time that passes in many steps passes as in one', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 1, max: 1000}),
      fc.array(fc.integer({min: 0, max: 9000}), {maxLength: 12}),
      (seed, steps) => {
        const inSteps = createDemoDirector(start, seed);
        const atOnce = createDemoDirector(start, seed);
        for (const step of steps) advance(inSteps, inSteps.now + step);
        advance(atOnce, inSteps.now);
        assert.equal(encodeDirector(inSteps), encodeDirector(atOnce));
      },
    ),
    {numRuns: 5},
  );
});

test('a state that goes through its file goes on as if it had not', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 1000}), fc.integer({min: 0, max: 20_000}), (seed, step) => {
      const kept = createDemoDirector(start, seed);
      const text = encodeDirector(kept);
      const read = decodeDirector(text);
      assert.equal(encodeDirector(read), text);
      for (const director of [kept, read]) advance(director, start + step);
      assert.equal(encodeDirector(read), encodeDirector(kept));
      assertAddsUp(read);
    }),
    {numRuns: 5},
  );
});

test('a long pause costs little: the site is as busy afterwards as if it had just been opened', () => {
  const director = createDemoDirector(start);
  const before = process.hrtime.bigint();
  advance(director, start + 30 * 24 * 3600_000);
  assert.ok(process.hrtime.bigint() - before < 5_000_000_000n);
  assert.ok(director.connections.size > 1000);
  assertAddsUp(director);
  assertCountersAddUp(director);
});

const lines = fc.constantFrom(
  '-A -t 10.0.0.1:80 -s wlc -p 30',
  '-A -t 10.0.0.1:80 -s rr',
  '-E -t 10.0.0.1:80 -s wrr -p 10',
  '-D -t 10.0.0.1:80',
  '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -x 4',
  '-a -t 10.0.0.1:80 -r 10.1.0.2:80 -g -w 3',
  '-a -t 10.0.0.1:80 -r 10.1.0.3:80 -m',
  '-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 0',
  '-e -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 2',
  '-d -t 10.0.0.1:80 -r 10.1.0.1:80',
  '-d -t 10.0.0.1:80 -r 10.1.0.3:80',
  '-A -f 1 -s sh -p 20',
  '-a -f 1 -r 10.1.0.1:0 -g',
  '-C',
  '-Z',
);
const settings = fc.constantFrom(
  'expire_nodest_conn 1',
  'expire_nodest_conn 0',
  'expire_quiescent_template 1',
  'conn_reuse_mode 0',
  'run_estimation 0',
);
const step = fc.oneof(
  {weight: 6, arbitrary: fc.record({type: fc.constant('change' as const), line: lines})},
  {weight: 1, arbitrary: fc.record({type: fc.constant('setting' as const), line: settings})},
  {weight: 6, arbitrary: fc.record({type: fc.constant('time' as const), line: fc.nat(90_000).map(String)})},
);

test('whatever an administrator does meanwhile, connections and counts of destinations agree', async () => {
  const source = createDemoDirector(0).workload?.sources[0];
  assert.ok(source);
  await fc.assert(
    fc.asyncProperty(fc.integer({min: 1}), fc.array(step, {minLength: 5, maxLength: 40}), async (seed, steps) => {
      const site = await newSite('-A -t 10.0.0.1:80 -s rr', '-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m');
      const {director} = site;
      const clients = {
        clients: 20,
        ports: 40,
        ratePerSecond: 3,
        nextAt: director.now + 1,
        virtual: {family: 'ipv4', value: 0x0a000001},
      } as const;
      director.workload = {
        sources: [
          {...source, ...clients, random: seed},
          {...source, ...clients, random: seed + 1, fwmark: 1},
        ],
        scenes: (['failure', 'drain', 'surge'] as const).map((kind, i) => ({
          kind,
          protocol: 6,
          virtual: clients.virtual,
          port: 80,
          fwmark: 0,
          everySeconds: 30 + i,
          lastsSeconds: 10,
          factor: 3,
          nextAt: 5000,
          round: 0,
          server: undefined,
        })),
      };
      for (const {type, line} of steps) {
        if (type === 'change') await site.ipvs.apply(changes([line]));
        else if (type === 'time') site.pass(Number(line));
        else {
          const [name, value] = line.split(' ');
          site.kernel.writeProc(`/proc/sys/net/ipv4/vs/${name}`, value as string);
        }
        assertAddsUp(director);
      }
      const text = encodeDirector(director);
      assert.equal(encodeDirector(decodeDirector(text)), text);
      site.close();
    }),
    {numRuns: 40},
  );
});
