import assert from 'node:assert/strict';
import {once} from 'node:events';
import {describe, test} from 'node:test';
import {Worker} from 'node:worker_threads';
import {ipv4, ipv6} from '../../../../src/net/address.js';
import type {ProbeTarget} from '../../../../src/checks/probe/probe.js';
import {startTcpProbe} from '../../../../src/checks/probe/tcp-probe.js';
import type {ProbeStep} from '../../../../src/checks/probe/verdict.js';
import {linuxProbeWorld, verdictOf} from '../../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork, ip} from '../../../kernel/socket/own-network.js';
import {limits, respond} from '../responders.js';

const skip = enterOwnNetwork();
const world = linuxProbeWorld();
const loopback = ipv4(0x7f000001);
const tryTcp = (target: ProbeTarget, more = limits) =>
  verdictOf(startTcpProbe, {type: 'tcp', target, limits: more}, world);

describe('a TCP probe', {skip}, () => {
  test('is up when the connection is there, and tells how long it took', async () => {
    const server = await respond(() => undefined);
    const steps: ProbeStep[] = [];
    const probe = {type: 'tcp' as const, target: server.target, limits};
    const verdict = await verdictOf(startTcpProbe, probe, world, step => steps.push(step));
    server.close();
    assert.equal(verdict.type, 'up');
    assert.ok(verdict.latency > 0 && verdict.latency < 400, String(verdict.latency));
    assert.deepEqual(
      steps.map(({name}) => name),
      ['connect'],
    );
  });

  test('a refusal is a failure of the port', async () => {
    const {latency, ...verdict} = await tryTcp({address: loopback, port: 1});
    assert.deepEqual(verdict, {type: 'down', layer: 'L4', words: 'connection refused', isSilence: false});
    assert.ok(latency < 200);
  });

  test('no route is a failure of the host', async () => {
    const verdict = await tryTcp({address: ipv4(0x0a000001), port: 80});
    assert.equal(verdict.type === 'down' && verdict.layer, 'L3', JSON.stringify(verdict));
  });

  test('a host that nothing answers for is a failure of the host, by the word of a router', async () => {
    ip('route', 'add', 'unreachable', '10.1.0.0/16');
    const verdict = await tryTcp({address: ipv4(0x0a010001), port: 80});
    assert.deepEqual(verdict.type === 'down' && [verdict.layer, verdict.isSilence], ['L3', true]);
  });

  test('silence is told when the limit is over, within 50 ms', async () => {
    ip('link', 'add', 'swallow', 'type', 'veth', 'peer', 'name', 'swallowed');
    for (const name of ['swallow', 'swallowed']) ip('link', 'set', name, 'up');
    ip('route', 'add', '10.2.0.0/16', 'dev', 'swallow');
    ip('neighbour', 'add', '10.2.0.1', 'lladdr', '02:00:00:00:00:01', 'dev', 'swallow');
    ip('address', 'add', '10.3.0.1/32', 'dev', 'swallow');
    const verdict = await tryTcp({address: ipv4(0x0a020001), port: 80}, {connect: 300, silence: 300, whole: 900});
    assert.ok(verdict.latency > 299 && verdict.latency < 350, String(verdict.latency));
    assert.deepEqual(verdict.type === 'down' && [verdict.layer, verdict.isSilence, verdict.words], [
      'L4',
      true,
      'no answer to the connection request within 0.3 s',
    ]);
  });

  test('an address to connect from that is not ours is our own failure', async () => {
    const verdict = await tryTcp({address: loopback, port: 1, bindAddress: ipv4(0x0a090909)});
    assert.equal(verdict.type, 'undecided', JSON.stringify(verdict));
  });

  test('an interface to connect from that is not there is our own failure', async () => {
    const verdict = await tryTcp({address: loopback, port: 1, bindInterface: 'nothere0'});
    assert.equal(verdict.type, 'undecided');
    assert.match(verdict.words, /interface/);
  });

  test('it comes from the address, the port, the interface and with the mark that are wanted', async () => {
    const peers: string[] = [];
    const server = await respond(socket => peers.push(`${socket.remoteAddress}:${socket.remotePort}`));
    const from = {bindAddress: ipv4(0x7f000005), bindPort: 20_555};
    assert.equal((await tryTcp({...server.target, ...from})).type, 'up');
    assert.equal(
      (await tryTcp({...server.target, ...from, bindPort: 20_556, bindInterface: 'lo', mark: 7})).type,
      'up',
    );
    server.close();
    assert.deepEqual(peers, ['127.0.0.5:20555', '127.0.0.5:20556']);
  });

  test('the mark chooses the route', async () => {
    const server = await respond(() => undefined);
    ip('rule', 'add', 'fwmark', '9', 'lookup', '99', 'priority', '1');
    ip('route', 'add', 'unreachable', '10.77.0.0/16', 'table', '99');
    const target = {address: ipv4(0x0a4d0001), port: server.target.port};
    const without = await tryTcp(target);
    const marked = await tryTcp({...target, mark: 9});
    server.close();

    assert.equal(without.words, 'there is no route to its network');
    assert.match(marked.words, /^the host is not reachable/);
  });

  test('IPv6 is the same', async () => {
    assert.equal((await tryTcp({address: ipv6(0, 0, 0, 1), port: 1})).words, 'connection refused');
  });

  test('a connection that is reset before anybody looks was there', {timeout: 10_000}, async context => {
    const {worker, port, hasReset} = await startResetting();
    context.after(() => worker.terminate());
    const verdict = verdictOf(startTcpProbe, {type: 'tcp', target: {address: loopback, port}, limits}, world);
    process.nextTick(() => Atomics.wait(hasReset, 0, 0, 5000)); // behind Node's connect(2), and before its poll
    assert.equal((await verdict).words, 'connected, and reset at once');
    assert.equal((await verdict).type, 'up');
    assert.equal(hasReset[0], 1);
  });

  test('one that is cancelled says nothing', async () => {
    const server = await respond(() => undefined);
    const running = startTcpProbe({type: 'tcp', target: server.target, limits}, world, () => assert.fail('told'));
    running.cancel();
    assert.equal((await tryTcp(server.target)).type, 'up');
    server.close();
  });
});

/** A server in a thread of its own: it resets what it accepts, and says so in a number that can be waited for. */
async function startResetting(): Promise<{worker: Worker; port: number; hasReset: Int32Array}> {
  const hasReset = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(resetting, {eval: true, workerData: hasReset});
  const [port] = (await once(worker, 'message')) as [number];
  return {worker, port, hasReset};
}

const resetting = `
const {parentPort, workerData} = require('node:worker_threads');
const server = require('node:net').createServer(socket => {
  socket.resetAndDestroy();
  socket.on('close', () => {
    Atomics.store(workerData, 0, 1);
    Atomics.notify(workerData, 0);
  });
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;
