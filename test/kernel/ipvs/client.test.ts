import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import type {Change} from '../../../src/ipvs/change.js';
import {plainTunnel} from '../../../src/ipvs/forwarding.js';
import {Refusal, UnknownOutcome} from '../../../src/ipvs/refusal.js';
import type {ServiceId} from '../../../src/ipvs/service.js';
import {noStatistics} from '../../../src/ipvs/statistics.js';
import {flag, messageType} from '../../../src/kernel/netlink/message.js';
import {ipv4} from '../../../src/net/address.js';
import {anyStatistics} from '../../ipvs/arbitraries.js';
import {dataMessage, doneMessage, errorMessage, requestsOf} from '../netlink/scripted-socket.js';
import {attributesOf, clientOf, familyId, ScriptedKernel} from './scripted-kernel.js';

const web: ServiceId = {type: 'address', protocol: 6, address: ipv4(0x0a000001), port: 80};
const webReply = {family: 2, protocol: 6, address: Buffer.from('0a000001000000000000000000000000', 'hex'), port: 80};

/** A kernel that answers every question and every dump with these top-level values. */
function answering(...replies: readonly unknown[]): ScriptedKernel {
  return new ScriptedKernel(([request], socket) => {
    const {sequence = 0, flags = 0} = request ?? {};
    const messages = replies.map(values => dataMessage(familyId, sequence, 1, attributesOf(values)));
    socket.reply(...messages, ...(flags & 0x300 ? [doneMessage(sequence)] : []));
  });
}

const refusing = (errno: number) =>
  new ScriptedKernel((requests, socket) =>
    socket.reply(...requests.map(({sequence}) => errorMessage(sequence, errno))),
  );

describe('a refusal tells what was asked and the error number', () => {
  for (const [method, operation, run] of [
    ['information', 'information', ipvs => ipvs.information()],
    ['timeouts', 'list', ipvs => ipvs.timeouts()],
    ['daemons', 'list', ipvs => ipvs.daemons()],
    ['service', 'list', ipvs => ipvs.service(web)],
    ['services', 'list', ipvs => ipvs.services()],
    ['serviceConfigurations', 'list', ipvs => ipvs.serviceConfigurations()],
    ['destinations', 'list', ipvs => ipvs.destinations(web)],
    ['destinationConfigurations', 'list', ipvs => ipvs.destinationConfigurations(web)],
    ['summary', 'list', ipvs => ipvs.summary()],
    ['table', 'list', ipvs => ipvs.table()],
    ['readConsistent', 'list', ipvs => ipvs.readConsistent()],
  ] as const satisfies readonly (readonly [
    string,
    string,
    (ipvs: ReturnType<typeof clientOf>) => Promise<unknown>,
  ])[]) {
    test(method, async () => {
      await assert.rejects(run(clientOf(refusing(1))), new Refusal(operation, 1));
    });
  }
});

describe('changes', () => {
  const add = (port: number): Change => ({type: 'delete-service', id: {...web, port}});

  test('are asked for in batches of 128, one after the other, and each has its outcome', async () => {
    const kernel = new ScriptedKernel((requests, socket) => {
      const answers = requests.flatMap(({sequence, flags}) =>
        sequence % 100 === 0 ? [errorMessage(sequence, 3)] : flags & 4 ? [errorMessage(sequence, 0)] : [],
      );
      socket.reply(...answers);
    });
    const outcomes = await clientOf(kernel).apply(Array.from({length: 300}, (_, i) => add(i)));
    assert.deepEqual(
      kernel.datagrams.map(datagram => requestsOf(datagram).length),
      [128, 128, 44],
    );
    assert.equal(outcomes.length, 300);
    for (const [i, outcome] of outcomes.entries())
      assert.deepEqual(outcome, (i + 1) % 100 === 0 ? new Refusal('delete-service', 3) : undefined);
  });

  test('of which there are none ask for nothing', async () => {
    const kernel = refusing(1);
    assert.deepEqual(await clientOf(kernel).apply([]), []);
    assert.equal(kernel.datagrams.length, 0);
  });

  test('whose answers were lost are looked up in the table, on a new socket', async () => {
    const kernel = new ScriptedKernel(([request], socket) => {
      const {sequence = 0, flags = 0} = request ?? {};
      if (!(flags & 0x300))
        return socket.onError(Object.assign(new Error('no buffer space available'), {code: 'ENOBUFS'}));
      socket.reply(
        dataMessage(familyId, sequence, 1, attributesOf({service: {...webReply, scheduler: 'rr'}})),
        doneMessage(sequence),
      );
    });
    const outcomes = await clientOf(kernel).apply([add(80), add(81), {type: 'zero', id: undefined}]);
    const why = 'no buffer space available';
    assert.deepEqual(outcomes, [
      new UnknownOutcome('delete-service', 'not as asked', why),
      new UnknownOutcome('delete-service', 'as asked', why),
      new UnknownOutcome('zero', 'cannot be told', why),
    ]);
    assert.ok(kernel.sockets[0]?.isClosed);
  });

  test('that end with stopping a daemon end with a no-operation: that one is answered, whatever Linux leaves out', async () => {
    const kernel = new ScriptedKernel((requests, socket) => {
      const last = requests.at(-1);
      if (last?.family === messageType.noop && last.flags === (flag.request | flag.ack))
        socket.reply(errorMessage(last.sequence, 0));
    });
    const stop = {type: 'stop-daemon', state: 'master', syncId: 7} as const;
    assert.deepEqual(await clientOf(kernel).apply([add(80), stop]), [undefined, undefined]);
    assert.equal(kernel.datagrams.length, 1);
  });

  test('are never done where nothing can be read any more', async () => {
    const kernel = new ScriptedKernel((_, socket) => socket.onError(new Error('the socket is gone')));
    const outcomes = await clientOf(kernel).apply([add(80)]);
    assert.equal(outcomes[0]?.message, 'the socket is gone');
  });
});

describe('what an old kernel does not say is filled in', () => {
  test('counters of 32 bits, before Linux 4.1', async () => {
    const stats = {
      connections: 1,
      incomingPackets: 2,
      outgoingPackets: 0xffffffff,
      incomingBytes: 2n ** 40n,
      outgoingBytes: 5n,
    };
    const [service] = await clientOf(answering({service: {...webReply, scheduler: 'rr', stats}})).services();
    assert.deepEqual(service?.statistics.counters, {
      connections: 1n,
      incomingPackets: 2n,
      outgoingPackets: 0xffffffffn,
      incomingBytes: 2n ** 40n,
      outgoingBytes: 5n,
    });
    assert.deepEqual(service?.statistics.rates, noStatistics.rates);
  });

  test('no counters at all', async () => {
    const [service] = await clientOf(answering({service: webReply})).services();
    assert.deepEqual(service, {
      id: web,
      scheduler: '',
      flags: 0,
      timeout: 0,
      netmask: 0xffffffff,
      persistenceEngine: '',
      statistics: noStatistics,
    });
  });

  test('the family of a destination, before Linux 3.18: that of its service', async () => {
    const bytes = Buffer.from('20010db8000000000000000000000001', 'hex');
    const ipvs = clientOf(answering({destination: {address: bytes, port: 80}}));
    const v6 = {...web, address: {family: 'ipv6' as const, words: [1, 2, 3, 4] as const}};
    assert.equal((await ipvs.destinations(v6))[0]?.address.family, 'ipv6');
    assert.deepEqual((await ipvs.destinations(web))[0]?.address, ipv4(0x20010db8));
    assert.equal((await ipvs.destinations({type: 'fwmark', family: 'ipv6', fwmark: 1}))[0]?.address.family, 'ipv6');
    const zero = clientOf(answering({destination: {address: bytes, port: 80, family: 0}}));
    assert.equal((await zero.destinations(v6))[0]?.address.family, 'ipv6');
  });

  test('tunnels, before Linux 5.2', async () => {
    const ipvs = clientOf(
      answering({destination: {address: Buffer.alloc(16), port: 80, family: 2, forwarding: 2, weight: 3}}),
    );
    const [destination] = await ipvs.destinationConfigurations(web);
    assert.deepEqual(destination?.tunnel, plainTunnel);
    assert.equal(destination?.weight, 3);
  });

  test('parameters of daemons, before Linux 4.3', async () => {
    const daemons = await clientOf(answering({daemon: {state: 2, interface: 'eth0', syncId: 3}})).daemons();
    assert.deepEqual(daemons, [
      {state: 'backup', interface: 'eth0', syncId: 3, maximumLength: 0, group: undefined, port: 0, ttl: 0},
    ]);
  });

  test('an address of four bytes', async () => {
    const [service] = await clientOf(
      answering({service: {...webReply, address: Buffer.from('0a000001', 'hex')}}),
    ).serviceConfigurations();
    assert.deepEqual(service?.id, web);
  });
});

test('counters of 64 bits are read exactly, for services and destinations', async () => {
  await fc.assert(
    fc.asyncProperty(anyStatistics, async statistics => {
      const stats64 = {...statistics.counters, ...statistics.rates};
      const stats = Object.fromEntries(Object.keys(stats64).map(name => [name, name.endsWith('Bytes') ? 1n : 1]));
      const ipvs = clientOf(
        answering({
          service: {...webReply, stats, stats64},
          destination: {address: Buffer.alloc(16), port: 1, family: 2, stats, stats64},
        }),
      );
      assert.deepEqual((await ipvs.services())[0]?.statistics, statistics);
      assert.deepEqual((await ipvs.destinations(web))[0]?.statistics, statistics);
      assert.deepEqual((await ipvs.service(web)).statistics, statistics);
    }),
  );
});

test('a family that nobody knows is malformed', async () => {
  await assert.rejects(
    clientOf(answering({service: {...webReply, family: 7}})).services(),
    /service\.family is 7, expected 2/,
  );
  await assert.rejects(
    clientOf(answering({destination: {address: Buffer.alloc(16), port: 1, family: 7}})).destinations(web),
    /destination\.family is 7/,
  );
  await assert.rejects(clientOf(answering({daemon: {state: 3}})).daemons(), /daemon\.state is 3, expected 1 or 2/);
  await assert.rejects(
    clientOf(answering({service: {family: 2}})).services(),
    /service names neither a firewall mark nor/,
  );
});

test('several questions at once are all answered', async () => {
  const ipvs = clientOf(answering({service: {...webReply, scheduler: 'rr'}}));
  const [services, configurations, destinations, again] = await Promise.all([
    ipvs.services(),
    ipvs.serviceConfigurations(),
    ipvs.destinations(web),
    ipvs.services(),
  ]);
  assert.deepEqual([services.length, configurations.length, destinations.length, again.length], [1, 1, 0, 1]);
});

test('a socket that failed is replaced by the next question', async () => {
  let isBroken = true;
  const kernel = new ScriptedKernel(([request], socket) => {
    const {sequence = 0} = request ?? {};
    if (isBroken) socket.onError(new Error('gone'));
    else socket.reply(doneMessage(sequence));
    isBroken = false;
  });
  const ipvs = clientOf(kernel);
  await assert.rejects(ipvs.daemons(), /gone/);
  assert.deepEqual(await ipvs.daemons(), []);
  ipvs.close();
  assert.ok(kernel.sockets.every(socket => socket.isClosed));
});
