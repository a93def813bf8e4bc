import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createBenchDirector} from '../../../src/kernel/embedded/bench/bench-director.js';
import {createBenchKernel} from '../../../src/kernel/embedded/bench/bench-kernel.js';
import {KeptDumps} from '../../../src/kernel/embedded/bench/kept-dumps.js';
import {createEmbeddedKernel} from '../../../src/kernel/embedded/embedded-kernel.js';
import {createMemoryStore} from '../../../src/kernel/embedded/store/memory-store.js';
import {familyId} from '../../../src/kernel/embedded/wire/controller.js';
import {command} from '../../../src/kernel/ipvs/attributes.js';
import {encodeServiceId} from '../../../src/kernel/ipvs/bridge.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {ipvsRequest} from '../../../src/kernel/ipvs/requests.js';
import type {Kernel} from '../../../src/kernel/kernel.js';
import {flag} from '../../../src/kernel/netlink/message.js';
import {changes} from './changes.js';
import {converse} from './conversation.js';
import {datagramOf, dumpDatagram} from './requests.js';

const size = {services: 300, servers: 7, share: 0.3};
const interfaces = () => [];

async function openBench() {
  let now = 1_700_000_000_000;
  const kernel = createBenchKernel({...size, clock: () => now});
  const {ipvs} = await openIpvs(kernel);
  return {kernel, ipvs, pass: (milliseconds: number) => (now += milliseconds)};
}

test('kept dumps have the bytes of dumps that are made anew, at any tick and on any socket', async () => {
  const ticks = {now: 0, milliseconds: 1000};
  const director = createBenchDirector(0, ticks, size);
  const options = {store: createMemoryStore(director), clock: () => 0, interfaces};
  const dumps = new KeptDumps(ticks);
  const kernels: Kernel[] = [
    createEmbeddedKernel(options),
    createEmbeddedKernel({...options, produceDatagram: (...asked) => dumps.produce(...asked)}),
  ];
  const sockets = kernels.map(kernel => kernel.openNetlink(16, 16_384));
  const [service] = [...director.services.inOrder(17)];
  assert.ok(service);
  const name = encodeServiceId({...service, type: 'address'});
  for (const tick of [0, 0, 1, 2, 11]) {
    ticks.now = tick;
    const ofDestinations = () =>
      datagramOf([ipvsRequest(familyId, command.getDest, {service: name})], flag.request | flag.dump);
    for (const request of [dumpDatagram(command.getService), ofDestinations(), dumpDatagram(command.getDest)]) {
      const [made, kept] = await Promise.all(
        sockets.map(async socket => (await converse(socket, request)).map(({datagram}) => datagram.toString('hex'))),
      );
      assert.deepEqual(kept, made, `at tick ${tick}`);
    }
  }
  for (const socket of sockets) socket.close();
});

test('at each tick the share of the statistics moves that was asked for, by as much in every run', async () => {
  const run = async () => {
    const {ipvs, pass} = await openBench();
    const seen = [];
    for (let tick = 0; tick < 4; tick++, pass(1000)) {
      const services = (await ipvs.services()).map(({statistics}) => statistics);
      const totals = await ipvs.totals();
      const sum = services.reduce((all, {counters}) => all + counters.incomingBytes, 0n);
      assert.equal(totals.counters.incomingBytes, sum);
      seen.push(services);
    }
    ipvs.close();
    return seen;
  };
  const [first, second, third] = await run();
  const moved = first?.filter(({counters}, i) => counters.connections !== second?.[i]?.counters.connections);
  assert.equal(moved?.length, 90);
  for (const [i, {counters}] of third?.entries() ?? [])
    assert.ok(counters.connections >= (second?.[i]?.counters.connections ?? 0n));
  assert.deepEqual((await run())[2], third);
});

test('a bench takes changes, and shows them', async () => {
  const {kernel, ipvs} = await openBench();
  const text = () =>
    [...kernel.readProc('/proc/net/ip_vs')].map(piece => Buffer.from(piece).toString('latin1')).join('');
  const before = await ipvs.table();
  assert.equal(before.entries.length, 300);
  const lines = text().split('\n').length;
  const outcomes = await ipvs.apply(
    changes([
      '-e -t 203.0.113.1:1000 -r 10.0.0.1:8080 -m -w 77',
      '-d -t 203.0.113.1:1000 -r 10.0.0.2:8080',
      '-D -t 203.0.113.2:1000',
      '-Z',
    ]),
  );
  assert.deepEqual(outcomes, [undefined, undefined, undefined, undefined]);
  const after = await ipvs.table();
  assert.equal(after.entries.length, 299);
  assert.ok(
    after.entries.some(({destinations}) => destinations.length === 6 && destinations.some(({weight}) => weight === 77)),
  );
  for (const {service} of after.entries) assert.equal(service.statistics.counters.connections, 0n);
  assert.equal(text().split('\n').length, lines - 1 - 8);
  ipvs.close();
});
