import assert from 'node:assert/strict';
import {lookup} from 'node:dns/promises';
import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {after, before, describe, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Ipv4Address, type Ipv6Address, parseAddress} from '../../../src/net/address.js';
import {parseMac} from '../../../src/net/mac.js';
import {LinuxPacketPort} from '../../../src/kernel/packet/linux-packet-port.js';
import {Receiver} from '../../../src/kernel/packet/receiver.js';
import type {PacketPort} from '../../../src/vrrp/ports.js';
import {Namespace, namespacesMissing} from '../rtnetlink/namespace.js';
import {testAdvertisementSockets} from './advertisement-socket-contract.js';
import {type Bench, groups, type Host, packetOf, routerOf, testPacketPort} from './packet-port-contract.js';

/** A port whose sockets belong to a network namespace. */
function portWithin(space: Namespace, receiver: Receiver): PacketPort {
  const port = new LinuxPacketPort(receiver);
  return {
    openVrrp: options => space.within(() => port.openVrrp(options)),
    openAdvertisements: options => space.within(() => port.openAdvertisements(options)),
    openArp: index => space.within(() => port.openArp(index)),
    openNeighbours: index => space.within(() => port.openNeighbours(index)),
    openMembership: (index, family) => space.within(() => port.openMembership(index, family)),
    close: () => port.close(),
  };
}

describe('the packet port of Linux', {skip: namespacesMissing()}, () => {
  const spaces: Namespace[] = [];
  const own = (i: number) => ({
    mac: parseMac(`02:00:00:00:00:0${i + 1}`)!,
    ipv4: parseAddress(`10.0.0.${i + 1}`) as Ipv4Address,
    ipv6: parseAddress(`fe80::${i + 1}`) as Ipv6Address,
  });
  const hostOf = (i: number, receiver: Receiver): Host => ({
    ...own(i),
    interface: spaces[i]!.indexOf('veth0'),
    port: portWithin(spaces[i]!, receiver),
  });
  before(() => {
    spaces.push(new Namespace(), new Namespace());
    const [first, second] = spaces as [Namespace, Namespace];
    first.connect('veth0', second, 'veth0');
    for (const [i, space] of spaces.entries()) {
      space.batch([
        `link set veth0 address 02:00:00:00:00:0${i + 1}`,
        'link set veth0 addrgenmode none',
        `addr add 10.0.0.${i + 1}/24 dev veth0`,
        `addr add fe80::${i + 1}/64 dev veth0 nodad`,
      ]);
    }
  });
  after(() => {
    for (const space of spaces) space.remove();
  });

  const open = async (): Promise<Bench> => {
    const receiver = new Receiver();
    const both = [hostOf(0, receiver), hostOf(1, receiver)] as const;
    return {
      hosts: both,
      now: () => Date.now(),
      until: waitUntil,
      setLink: isUp => {
        spaces[0]!.ip('link', 'set', 'veth0', isUp ? 'up' : 'down');
        if (isUp) spaces[0]!.ip('addr', 'replace', 'fe80::1/64', 'dev', 'veth0', 'nodad'); // Linux forgets it
      },
      close: async () => {
        await Promise.all(both.map(({port}) => port.close()));
      },
    };
  };
  testPacketPort(open);
  testAdvertisementSockets(open);

  test('a group is joined without promiscuous mode, and left again', async () => {
    const space = spaces[0]!;
    const host = hostOf(0, new Receiver());
    const memberships = () => space.ip('maddr', 'show', 'dev', 'veth0');
    const socket = host.port.openVrrp({interface: host.interface, family: 'ipv4'});
    const socket6 = host.port.openVrrp({interface: host.interface, family: 'ipv6'});
    assert.match(memberships(), /inet +224\.0\.0\.18\n/);
    assert.match(memberships(), /inet6 ff02::12\n/);
    assert.match(memberships(), /link +01:00:5e:00:00:12\n/);
    const promiscuity = () => {
      const link = JSON.parse(space.ip('-json', '-details', 'link', 'show', 'veth0'))[0];
      return [link.promiscuity, link.allmulti];
    };
    assert.deepEqual(promiscuity(), [0, 0]);
    const reports = (['ipv4', 'ipv6'] as const).map(family => host.port.openMembership(host.interface, family));
    assert.match(memberships(), /link +01:00:5e:00:00:16\n/);
    assert.match(memberships(), /link +33:33:00:00:00:16\n/);
    assert.deepEqual(promiscuity(), [0, 0]);
    for (const one of [socket, socket6, ...reports]) one.close();
    await host.port.close();
    assert.doesNotMatch(memberships(), /224\.0\.0\.18|ff02::12\n|00:16\n/);
  });

  test('whoever overhears joins no group, and needs no promiscuous mode', async () => {
    const space = spaces[0]!;
    const host = hostOf(0, new Receiver());
    const before = space.ip('maddr', 'show', 'dev', 'veth0');
    const state = () => {
      const {promiscuity, allmulti} = JSON.parse(space.ip('-json', '-details', 'link', 'show', 'veth0'))[0];
      const ofIp = ['igmp', 'igmp6'].map(name => space.run('cat', `/proc/net/${name}`)).join('');
      return {promiscuity, allmulti, isMember: /120000E0|ff020{26}12 /i.test(ofIp)};
    };
    const nothing = {promiscuity: 0, allmulti: 0, isMember: false};
    for (const family of ['ipv4', 'ipv6'] as const) host.port.openAdvertisements({interface: host.interface, family});
    assert.match(space.ip('maddr', 'show', 'dev', 'veth0'), /link +01:00:5e:00:00:12\n/);
    assert.match(space.ip('maddr', 'show', 'dev', 'veth0'), /link +33:33:00:00:00:12\n/);
    assert.deepEqual(state(), nothing);
    const speaker = host.port.openVrrp({interface: host.interface, family: 'ipv6'});
    assert.deepEqual(state(), {...nothing, isMember: true});
    speaker.close();
    await host.port.close();
    assert.equal(space.ip('maddr', 'show', 'dev', 'veth0'), before);
  });

  test('what is tagged for a VLAN is not overheard, but for a tag that is a priority alone', async () => {
    const [first, second] = [0, 1].map(i => hostOf(i, new Receiver())) as [Host, Host];
    const heard: number[] = [];
    const options = {interface: second.interface, family: 'ipv4'} as const;
    second.port.openAdvertisements(options).onPacket = ({bytes}) => heard.push(bytes[35]!);
    const sender = first.port.openAdvertisements({...options, interface: first.interface});
    for (const [router, tag] of [
      [1, 5],
      [2, 0x6005],
      [3, 0xe000],
      [4, undefined],
    ] as const) {
      const tagging = tag === undefined ? [] : [0x81, 0, tag >>> 8, tag & 255];
      const header = [0x01, 0, 0x5e, 0, 0, 0x12, 2, 0, 0, 0, 0, 1, ...tagging, 8, 0];
      assert.equal(sender.send(Uint8Array.from([...header, ...packetOf(first.ipv4, router)])), 'sent');
    }
    await waitUntil(() => heard.includes(4));
    assert.deepEqual(heard, [3, 4]);
    await Promise.all([first.port.close(), second.port.close()]);
  });

  test('what other interfaces and other protocols carry wakes nobody', async () => {
    const [first, second] = [0, 1].map(i => hostOf(i, new Receiver())) as [Host, Host];
    const heard: string[] = [];
    const loopback = spaces[1]!.indexOf('lo');
    second.port.openVrrp({interface: loopback, family: 'ipv4'}).onPacket = () => heard.push('loopback');
    second.port.openArp(second.interface).onPacket = () => heard.push('arp');
    second.port.openNeighbours(second.interface).onPacket = () => heard.push('neighbour');
    second.port.openVrrp({interface: second.interface, family: 'ipv4'}).onPacket = () => heard.push('vrrp');
    const sender = first.port.openVrrp({interface: first.interface, family: 'ipv4'});
    spaces[0]!.ip('neigh', 'replace', '10.0.0.2', 'lladdr', '02:00:00:00:00:02', 'dev', 'veth0');
    spaces[0]!.run('bash', '-c', 'for i in 1 2 3; do echo x > /dev/udp/10.0.0.2/9; done');
    sender.send(packetOf(first.ipv4, 51), groups.ipv4);
    await waitUntil(() => heard.includes('vrrp'));
    assert.deepEqual([...new Set(heard)].filter(one => one !== 'arp').sort(), ['vrrp']);
    await Promise.all([first.port.close(), second.port.close()]);
  });

  test('sixteen sockets whose traffic flows keep no thread of the pool: files and names are read meanwhile', async () => {
    const [first, second] = [0, 1].map(i => hostOf(i, new Receiver())) as [Host, Host];
    let heard = 0;
    for (let i = 0; i < 16; i++) {
      const socket = second.port.openVrrp({interface: second.interface, family: i % 2 === 0 ? 'ipv4' : 'ipv6'});
      socket.onPacket = () => heard++;
    }
    const senders = (['ipv4', 'ipv6'] as const).map(family => ({
      family,
      socket: first.port.openVrrp({interface: first.interface, family}),
    }));
    for (let round = 1; round <= 100; round++) {
      for (const {family, socket} of senders)
        assert.equal(socket.send(packetOf(first[family], round), groups[family]), 'sent');
      // more than the pool has threads: four that receive would keep all of them
      await Promise.all(Array.from({length: 5}, () => readFile('/proc/self/stat')));
      assert.ok((await lookup('localhost')).address);
    }
    await waitUntil(() => heard === 16 * 100);
    await Promise.all([first.port.close(), second.port.close()]);
  });

  test('what arrives on a prompt socket is not kept until others have gathered', async () => {
    const receiver = new Receiver();
    const [first, second] = [hostOf(0, new Receiver()), hostOf(1, receiver)];
    const order: string[] = [];
    const opened = (isPrompt: boolean) =>
      second.port.openVrrp({interface: second.interface, family: isPrompt ? 'ipv6' : 'ipv4', isPrompt});
    opened(false).onPacket = () => order.push('gathered');
    opened(true).onPacket = () => order.push('prompt');
    const sender = first.port.openVrrp({interface: first.interface, family: 'ipv6'});
    const before = performance.now();
    for (let round = 1; round <= 20; round++) {
      assert.equal(sender.send(packetOf(first.ipv6, round), groups.ipv6), 'sent');
      await waitUntil(() => order.length === round);
    }
    assert.ok(performance.now() - before < 20 * 40, 'a gathering time for each would have been longer');
    await Promise.all([first.port.close(), second.port.close()]);
  });

  test('closing leaves no thread and no descriptor behind, however often', async () => {
    const use = async () => {
      const host = hostOf(1, new Receiver());
      const sockets = [
        host.port.openVrrp({interface: host.interface, family: 'ipv4'}),
        host.port.openVrrp({interface: host.interface, family: 'ipv6'}),
        host.port.openArp(host.interface),
        host.port.openNeighbours(host.interface),
      ];
      for (const socket of sockets.slice(0, 2)) socket.close();
      await host.port.close();
    };
    await use(); // libraries are loaded, and the pool has its threads
    await readFile('/proc/self/stat');
    const before = {threads: threads(), descriptors: descriptors()};
    for (let round = 0; round < 5; round++) await use();
    assert.deepEqual({threads: threads(), descriptors: descriptors()}, before);
  });

  test('a socket that cannot be opened leaves nothing behind', () => {
    const host = hostOf(1, new Receiver());
    const before = descriptors();
    assert.throws(() => host.port.openVrrp({interface: 9999, family: 'ipv4'}), {code: 'ENODEV'});
    assert.throws(() => host.port.openVrrp({interface: host.interface, family: 'ipv4', groups: [own(0).ipv4]}), {
      code: 'EINVAL',
    });
    assert.deepEqual(descriptors(), before);
  });

  test('the sockets of two ports share one thread, which takes commands while packets come', async () => {
    const receiver = new Receiver();
    const [first, second] = [hostOf(0, receiver), hostOf(1, receiver)];
    const sender = first.port.openVrrp({interface: first.interface, family: 'ipv4'});
    const before = threads();
    let heard = 0;
    for (let round = 0; round < 50; round++) {
      const socket = second.port.openVrrp({interface: second.interface, family: 'ipv4'});
      socket.onPacket = packet => (heard += routerOf(packet) === 51 ? 1 : 0);
      sender.send(packetOf(first.ipv4, 51), groups.ipv4);
      const known = heard;
      await waitUntil(() => heard > known);
      socket.close();
    }
    assert.equal(threads(), before);
    await Promise.all([first.port.close(), second.port.close()]);
  });
});

/** Lets time pass; the test runner's own patience ends it. */
async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(1);
}

function threads(): number {
  return Number(/^Threads:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

/** What the descriptors of this process are, but for the one that lists them. */
function descriptors(): string[] {
  return readdirSync('/proc/self/fd')
    .flatMap(number => {
      try {
        return [readlinkSync(`/proc/self/fd/${number}`).replace(/\[\d+\]/, '')];
      } catch {
        return [];
      }
    })
    .sort();
}
