import assert from 'node:assert/strict';
import {createSocket, type Socket} from 'node:dgram';
import {once} from 'node:events';
import {closeSync} from 'node:fs';
import {after, describe, test} from 'node:test';
import {udpReplyFault} from '../../../src/checks/probe/udp/udp-reply-fault.js';
import {startUdpProbe} from '../../../src/checks/probe/udp-probe.js';
import type {UdpProbe} from '../../../src/checks/probe/probe.js';
import {loadSystemCalls} from '../../../src/kernel/packet/system-calls.js';
import {socketAddress} from '../../../src/kernel/socket/new-descriptor.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork, ip} from '../../kernel/socket/own-network.js';

const expected = (text: string, mask = 0xff) => [...Buffer.from(text)].map(value => ({value, mask}));

test('a reply is held against what is expected as keepalived does it', () => {
  const fault = (reply: string, rule: Partial<UdpProbe>) =>
    udpReplyFault(Buffer.from(reply), {reply: expected('ab'), leastLength: 0, mostLength: 255, ...rule});
  assert.equal(fault('abc', {}), undefined);
  assert.equal(fault('a', {}), undefined, 'as far as it goes');
  assert.equal(fault('ac', {}), 'byte 2 of the reply is 0x63, and 0x62 is expected');
  assert.equal(fault('AB', {reply: expected('ab', 0xdf)}), undefined, 'bits outside the mask may be anything');
  assert.equal(fault('abc', {leastLength: 4}), '3 bytes came back, and 4 at least are expected');
  assert.equal(fault('abc', {mostLength: 2}), '3 bytes came back, and 2 at most are expected');
  assert.equal(fault('anything', {reply: [], mostLength: 2}), undefined);
});

describe('UDP', {skip: enterOwnNetwork()}, () => {
  const servers: Socket[] = [];
  after(() => {
    for (const server of servers) server.close();
  });
  /** @param answer to a datagram from a port */
  const serve = async (
    answer: (bytes: Buffer, reply: (bytes: string) => void, port: number) => void,
    address = '127.0.0.1',
  ) => {
    const server = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    servers.push(server);
    server.on('message', (bytes, {port, address: from}) => answer(bytes, text => server.send(text, port, from), port));
    server.bind(0, address);
    await once(server, 'listening');
    return server.address().port;
  };
  const world = linuxProbeWorld();
  const probe = (port: number, parts: Partial<UdpProbe> = {}, address = '127.0.0.1'): UdpProbe => ({
    type: 'udp',
    target: {address: parseAddress(address)!, port},
    limits: {connect: 300, silence: 300, whole: 1000},
    payload: [...Buffer.from('ping')],
    requiresReply: true,
    reply: [],
    leastLength: 0,
    mostLength: 255,
    ...parts,
  });
  const ask = (port: number, parts?: Partial<UdpProbe>, address?: string) =>
    verdictOf(startUdpProbe, probe(port, parts, address), world);

  test('the reply decides, and the payload is what is configured', async () => {
    for (const address of ['127.0.0.1', '::1']) {
      const port = await serve((bytes, reply) => reply(`re: ${bytes}`), address);
      const verdict = await ask(port, {reply: expected('re: ping')}, address);
      assert.deepEqual([verdict.type, verdict.words], ['up', '8 bytes came back']);
      const wrong = await ask(port, {reply: expected('no: ping')}, address);
      assert.deepEqual([wrong.type, wrong.type === 'down' && wrong.layer], ['down', 'L7']);
    }
    const told: string[] = [];
    const empty = await serve((bytes, reply) => reply(String(told.push(bytes.toString()))));
    assert.equal((await ask(empty, {payload: []})).type, 'up');
    assert.ok(told[0]!.length > 0, 'no empty datagram where there is no payload');
  });

  test('a closed port is told by its host', async () => {
    for (const address of ['127.0.0.1', '::1'])
      for (const requiresReply of [true, false]) {
        const verdict = await ask(9, {requiresReply}, address);
        assert.deepEqual(
          {...verdict, latency: 0},
          {
            type: 'down',
            layer: 'L4',
            words: 'the port is closed: its host says so with an ICMP error',
            latency: 0,
            isSilence: false,
          },
        );
        assert.ok(verdict.latency < 100);
      }
  });

  test('silence is well only where no reply is required', async () => {
    const port = await serve(() => undefined);
    const silent = await ask(port);
    assert.deepEqual([silent.type, silent.words], ['down', 'no reply within 0.3 s']);
    assert.equal(silent.type === 'down' && silent.isSilence, true);
    assert.ok(silent.latency >= 299 && silent.latency < 350, String(silent.latency));
    assert.equal((await ask(port, {requiresReply: false})).type, 'up');
  });

  test('a host that is gone is down, without a reply being required', {timeout: 10_000}, async () => {
    ip('link', 'add', 'veth0', 'type', 'veth', 'peer', 'name', 'veth1');
    ip('link', 'set', 'veth0', 'up');
    ip('link', 'set', 'veth1', 'up');
    ip('addr', 'add', '10.5.0.1/24', 'dev', 'veth0');
    ip('addr', 'add', 'fd05::1/64', 'dev', 'veth0', 'nodad');
    const limits = {connect: 6000, silence: 6000, whole: 6000};
    const verdicts = await Promise.all(
      ['10.5.0.2', 'fd05::2'].map(address => ask(53, {requiresReply: false, limits}, address)),
    );
    for (const verdict of verdicts)
      assert.deepEqual([verdict.type, verdict.type === 'down' && verdict.layer], ['down', 'L3'], verdict.words);
    assert.equal((await ask(53, {}, '192.0.2.1')).words, 'there is no route to its network');
  });

  test('it comes from where it is to come from, and hears its target alone', async () => {
    let other = 0;
    const liar = createSocket('udp4').bind(0, '127.0.0.1');
    servers.push(liar);
    const port = await serve((_, reply, from) => {
      other = from;
      liar.send('a lie', from, '127.0.0.5', () => setTimeout(() => reply('truth'), 50));
    });
    const target = {
      address: parseAddress('127.0.0.1')!,
      port,
      bindAddress: parseAddress('127.0.0.5')!,
      bindPort: 4321,
      bindInterface: 'lo',
      mark: 9,
    };
    const verdict = await ask(port, {target, reply: expected('truth')});
    assert.deepEqual([verdict.type, other], ['up', 4321]);
    const refused = async (parts: object) => (await ask(port, {target: {...target, ...parts}})).type;
    assert.equal(await refused({bindInterface: 'nothing0'}), 'undecided');
    assert.equal(await refused({bindAddress: parseAddress('10.1.1.1')!}), 'undecided');
  });

  test('many at once each have their own answer', async () => {
    const port = await serve((bytes, reply) => reply(String(bytes)));
    let left = 4000;
    const worker = async () => {
      for (; left > 0; ) {
        const number = String(--left);
        const verdict = await ask(port, {payload: [...Buffer.from(number)], reply: expected(number)});
        assert.equal(verdict.type, 'up', verdict.words);
      }
    };
    await Promise.all(Array.from({length: 200}, worker)); // 28,232 ports: some would meet if they could be shared
  });

  test('datagrams of others that came before it was connected are no reply', async () => {
    const port = await serve((_, reply) => reply('truth'));
    const calls = loadSystemCalls();
    const liar = world.openSocket('udp', 'ipv4', {});
    const target = {address: parseAddress('127.0.0.1')!, port, bindAddress: parseAddress('127.0.0.1')!, bindPort: 4323};
    const early = linuxProbeWorld({
      openSocket: (...words) => {
        const descriptor = world.openSocket(...words);
        const victim = socketAddress(target.bindAddress, target.bindPort);
        assert.equal(calls.sendto(liar, Buffer.from('a lie'), 5, 0, victim, victim.length), 5);
        return descriptor;
      },
    });
    const steps: string[] = [];
    const verdict = await verdictOf(startUdpProbe, probe(port, {target, reply: expected('truth')}), early, ({words}) =>
      steps.push(words),
    );
    assert.equal(verdict.type, 'up', steps.join('\n'));
    closeSync(liar);
  });

  test('a try that is over or cancelled lets its socket go', async () => {
    const port = await serve(() => undefined);
    const target = {address: parseAddress('127.0.0.1')!, port, bindAddress: parseAddress('127.0.0.1')!, bindPort: 4322};
    for (let i = 0; i < 3; i++) {
      const limits = {connect: 1, silence: 20, whole: 1000};
      const verdict = await ask(port, {target, limits});
      assert.equal(verdict.words, 'no reply within 20 ms', 'the port it is bound to is free again');
      const never = () => assert.fail('a try that was cancelled says nothing');
      startUdpProbe(probe(port, {target}), world, never).cancel();
      await new Promise(setImmediate);
    }
  });
});
