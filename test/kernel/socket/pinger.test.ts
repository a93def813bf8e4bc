import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {after, before, describe, test} from 'node:test';
import type {Ping, PingEnd} from '../../../src/checks/probe/probe-world.js';
import {Receiver} from '../../../src/kernel/packet/receiver.js';
import {Pinger} from '../../../src/kernel/socket/pinger.js';
import {type Address, parseAddress} from '../../../src/net/address.js';
import {Namespace} from '../rtnetlink/namespace.js';
import {type LinuxProbeWorld, linuxProbeWorld} from './linux-probe-world.js';
import {enterOwnNetwork, ip} from './own-network.js';

const at = (text: string): Address => parseAddress(text) as Address;

describe('echo requests', {skip: enterOwnNetwork()}, () => {
  let other: Namespace;
  let world: LinuxProbeWorld;
  const ask = (ping: Omit<Ping, 'timeout'> & {timeout?: number}) =>
    new Promise<PingEnd>(resolve => world.ping({timeout: 1000, ...ping}, resolve));

  before(() => {
    world = linuxProbeWorld();
    other = new Namespace();
    ip('link', 'add', 'veth0', 'type', 'veth', 'peer', 'name', 'veth0', 'netns', other.name);
    for (const words of ['link set veth0 up', 'addr add 10.77.0.1/16 dev veth0', 'addr add fd77::1/64 dev veth0 nodad'])
      ip(...words.split(' '));
    other.batch([
      'link set veth0 up',
      'addr add 10.77.0.2/16 dev veth0',
      'addr add fd77::2/64 dev veth0 nodad',
      'addr add 10.99.0.1/32 dev lo',
      'route add unreachable 10.98.0.0/16',
      'route add prohibit 10.97.0.0/16',
      'route add fd99::/64 via fd77::1',
      'route add unreachable fd98::/64',
    ]);
    ip('route', 'add', '10.96.0.0/13', 'via', '10.77.0.2');
    ip('route', 'add', 'fd98::/64', 'via', 'fd77::2');
    other.run('sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1', 'net.ipv4.icmp_ratelimit=0');
  });
  after(async () => {
    await world.close();
    other.remove();
  });

  test('are answered by hosts of both families, and by this one', async () => {
    for (const address of ['10.77.0.2', 'fd77::2', '127.0.0.1', '::1', '10.99.0.1']) {
      const end = await ask({address: at(address)});
      assert.equal(end.type, 'answered', `${address}: ${JSON.stringify(end)}`);
      if (end.type === 'answered') assert.ok(end.latency > 0 && end.latency < 500, String(end.latency));
    }
  });

  test('go from an address and an interface, with a mark', async () => {
    const from = {mark: 7, bindInterface: 'veth0', bindAddress: at('10.77.0.1')};
    assert.equal((await ask({address: at('10.77.0.2'), ...from})).type, 'answered');
    assert.equal((await ask({address: at('fd77::2'), bindInterface: 'veth0'})).type, 'answered');
    assert.equal((await ask({address: at('10.77.0.2'), bindInterface: 'lo', timeout: 200})).type, 'silent');
  });

  test('fail with the code of what cannot be had here', async () => {
    const code = async (ping: Omit<Ping, 'timeout'>) => {
      const end = await ask(ping);
      return end.type === 'failed' ? end.code : end.type;
    };
    assert.equal(await code({address: at('10.77.0.2'), bindInterface: 'nothing0'}), 'ENODEV');
    assert.equal(await code({address: at('10.77.0.2'), bindAddress: at('10.1.1.1')}), 'EADDRNOTAVAIL');
    assert.equal(await code({address: at('192.0.2.1')}), 'ENETUNREACH', 'no route here');
  });

  test('fail when a router on the way says that the host is not reachable', async () => {
    const ends = await Promise.all(['10.98.0.1', '10.97.0.1', 'fd98::1'].map(address => ask({address: at(address)})));
    assert.deepEqual(
      ends.map(end => end.type === 'failed' && end.code),
      ['EHOSTUNREACH', 'EHOSTUNREACH', 'ENETUNREACH'],
    );
  });

  test('fail when nobody answers for the address, once the kernel has given up', {timeout: 10_000}, async () => {
    const ends = await Promise.all(
      ['10.77.9.9', 'fd77::99'].map(address => ask({address: at(address), timeout: 6000})),
    );
    assert.deepEqual(
      ends.map(end => end.type === 'failed' && end.code),
      ['EHOSTUNREACH', 'EHOSTUNREACH'],
    );
  });

  test('a thousand at once are all answered', async () => {
    const addresses = Array.from({length: 1000}, (_, i) => `10.99.${1 + (i >> 8)}.${i & 255}`);
    other.batch(addresses.map(address => `addr add ${address}/32 dev lo`));
    const began = performance.now();
    const ends = await Promise.all(addresses.map(address => ask({address: at(address), timeout: 2000})));
    const wrong = ends.filter(end => end.type !== 'answered');
    assert.deepEqual(wrong.slice(0, 3), []);
    console.log(`1,000 echo requests answered in ${(performance.now() - began).toFixed(0)} ms`);
  });

  test('hosts that are gone do not keep others from being asked, and are silent when their time is over', async () => {
    const gone = Array.from({length: 900}, (_, i) => `10.77.${10 + (i >> 8)}.${i & 255}`);
    const began = performance.now();
    const late: number[] = [];
    const silent = gone.map(async address => {
      const end = await ask({address: at(address), timeout: 1000});
      late.push(performance.now() - began);
      return end.type;
    });
    assert.equal((await ask({address: at('10.77.0.2')})).type, 'answered');
    const types = await Promise.all(silent);
    assert.deepEqual(new Set(types), new Set(['silent']));
    assert.ok(Math.max(...late) < 1300, `the last one was told after ${Math.max(...late).toFixed(0)} ms`);
  });

  test('an interface that goes and comes back is used again', async () => {
    const pair = () => {
      ip('link', 'add', 'veth9', 'type', 'veth', 'peer', 'name', 'veth9', 'netns', other.name);
      ip('link', 'set', 'veth9', 'up');
      ip('addr', 'add', '10.79.0.1/24', 'dev', 'veth9');
      other.batch(['link set veth9 up', 'addr add 10.79.0.2/24 dev veth9']);
    };
    const ping = {address: at('10.79.0.2'), bindInterface: 'veth9', timeout: 500};
    pair();
    assert.equal((await ask(ping)).type, 'answered');
    other.ip('link', 'set', 'veth9', 'down');
    assert.notEqual((await ask(ping)).type, 'answered', 'its other end is down');
    ip('link', 'del', 'veth9');
    assert.deepEqual({...(await ask(ping)), words: ''}, {type: 'failed', code: 'ENODEV', words: ''});
    pair();
    assert.equal((await ask(ping)).type, 'answered');
  });

  test('need no rights where the groups of this process may ping', async () => {
    writeFileSync('/proc/sys/net/ipv4/ping_group_range', '0 65535');
    const nobody = linuxProbeWorld();
    const ends: Promise<PingEnd>[] = [];
    process.seteuid!(65534);
    try {
      for (const address of ['10.77.0.2', 'fd77::2', '127.0.0.1', '::1'])
        ends.push(new Promise(resolve => nobody.ping({address: at(address), timeout: 1000}, resolve)));
    } finally {
      process.seteuid!(0);
    }
    for (const end of await Promise.all(ends)) assert.equal(end.type, 'answered', JSON.stringify(end));
    await nobody.close();
  });

  test('their socket is closed a minute after the last one', {timeout: 5000}, async () => {
    await world.close();
    const rawSockets = () => readFileSync('/proc/self/net/raw', 'utf8').trim().split('\n').length - 1;
    for (let i = 0; i < 100 && rawSockets() > 0; i++) await new Promise(next => setTimeout(next, 10));
    let [ahead, tidy] = [0, () => {}];
    const pinger = new Pinger({
      receiver: new Receiver(),
      clock: () => performance.now() + ahead,
      after: (delay, call) => {
        if (delay === 60_000) tidy = call;
        else return world.after(delay, call);
        return () => {};
      },
      identifier: 4711,
      secret: 1,
    });
    const ping = {address: at('10.77.0.2'), timeout: 1000};
    await new Promise(resolve => pinger.ping(ping, resolve));
    tidy();
    assert.equal(rawSockets(), 1);
    ahead = 61_000;
    tidy();
    for (let i = 0; i < 100 && rawSockets() > 0; i++) await new Promise(next => setTimeout(next, 10));
    assert.equal(rawSockets(), 0);
    assert.equal((await new Promise<PingEnd>(resolve => pinger.ping(ping, resolve))).type, 'answered');
    await pinger.close();
  });

  test('one that was given up says nothing', async () => {
    let told = 0;
    world.ping({address: at('10.77.0.2'), timeout: 100}, () => told++)();
    world.ping({address: at('192.0.2.1'), timeout: 100}, () => told++)();
    await ask({address: at('10.77.0.2')});
    await ask({address: at('10.77.8.8'), timeout: 150});
    assert.equal(told, 0);
  });

  test('an answer that came while the process stood still is an answer', async () => {
    const ends = [ask({address: at('10.77.0.2'), timeout: 60}), ask({address: at('fd77::2'), timeout: 60})];
    const until = performance.now() + 300;
    while (performance.now() < until); // as after SIGSTOP, the timer is over before anything can be read
    assert.deepEqual(
      (await Promise.all(ends)).map(end => end.type),
      ['answered', 'answered'],
    );
  });
});
