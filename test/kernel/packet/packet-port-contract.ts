import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Address, type Ipv4Address, type Ipv6Address, ipv4, ipv6, parseAddress} from '../../../src/net/address.js';
import type {Mac} from '../../../src/net/mac.js';
import type {OwnAdvertisement} from '../../../src/vrrp/advertisement.js';
import {decodeArpFrame, encodeArpFrame, gratuitousArp} from '../../../src/vrrp/arp-packet.js';
import {type Datagram, datagramFromIpv6Socket} from '../../../src/vrrp/datagram.js';
import {decodeAdvertisement} from '../../../src/vrrp/decode-advertisement.js';
import {encodeAdvertisement} from '../../../src/vrrp/encode-advertisement.js';
import {encodeIpv4Packet, parseIpv4Packet} from '../../../src/vrrp/ipv4-packet.js';
import {encodeIpv6Packet} from '../../../src/vrrp/ipv6-packet.js';
import {encodeIgmpQuery, encodeMldQuery} from '../../../src/vrrp/membership/membership-query.js';
import {
  decodeNeighbourFrame,
  encodeNeighbourFrame,
  unsolicitedNeighbourAdvertisement,
} from '../../../src/vrrp/neighbour-frame.js';
import type {IpPacket, PacketPort} from '../../../src/vrrp/ports.js';

/** One of two hosts on a segment. */
export interface Host {
  readonly port: PacketPort;
  readonly interface: number;
  readonly ipv4: Ipv4Address;
  readonly ipv6: Ipv6Address;
  readonly mac: Mac;
}

/** Two hosts on a segment. */
export interface Bench {
  readonly hosts: readonly [Host, Host];
  /** Since 1970. */
  now(): number;
  /** Lets what was sent arrive until something is so. */
  until(isSo: () => boolean): Promise<void>;
  /** Of the first host. */
  setLink(isUp: boolean): void;
  close(): Promise<void>;
}

export const groups = {
  ipv4: parseAddress('224.0.0.18') as Ipv4Address,
  ipv6: parseAddress('ff02::12') as Ipv6Address,
} as const;
const nobody = ipv4(0);

export function advertisement(family: 'ipv4' | 'ipv6', virtualRouter: number): OwnAdvertisement {
  return {
    version: 3,
    virtualRouter,
    priority: 100,
    interval: 1000,
    addresses: [family === 'ipv4' ? ipv4(0x0a000064) : ipv6(0xfe800000, 0, 0, 0x64)],
    checksum: 'pseudo-header',
  };
}

/** A packet with its IP header. */
export function packetOf(
  source: Address,
  virtualRouter: number,
  destination: Address = groups[source.family],
): Uint8Array {
  const route = {source, destination};
  const payload = encodeAdvertisement(advertisement(source.family, virtualRouter), route);
  const datagram: Datagram = {...route, protocol: 112, hopLimit: 255, payload};
  return source.family === 'ipv4'
    ? encodeIpv4Packet(datagram, {typeOfService: 0xc0, identification: 0})
    : encodeIpv6Packet(datagram, {trafficClass: 0xc0, flowLabel: 0});
}

/** What was received, as the codec has it. */
export function datagramOf(packet: IpPacket): Datagram {
  if (packet.family === 'ipv6')
    return datagramFromIpv6Socket(packet.bytes, packet.source, packet.destination, packet.hopLimit);
  const parsed = parseIpv4Packet(packet.bytes);
  assert.ok(parsed.ok, 'an IPv4 packet');
  return parsed.datagram;
}

export function routerOf(packet: IpPacket): number {
  const decoded = decodeAdvertisement(datagramOf(packet));
  assert.ok(decoded.ok, JSON.stringify(decoded));
  return decoded.advertisement.virtualRouter;
}

/** What every PacketPort does. @param open makes a bench; each test has its own */
export function testPacketPort(open: () => Promise<Bench>): void {
  const benchTest = (name: string, work: (bench: Bench) => Promise<void>) =>
    test(name, async () => {
      const bench = await open();
      try {
        await work(bench);
      } finally {
        await bench.close();
      }
    });

  for (const family of ['ipv4', 'ipv6'] as const) {
    const openBoth = ({hosts}: Bench) =>
      hosts.map(({port, interface: index}) => {
        const socket = port.openVrrp({interface: index, family});
        const packets: IpPacket[] = [];
        socket.onPacket = packet => packets.push(packet);
        socket.onError = assert.fail;
        return {socket, packets};
      }) as [End, End];

    benchTest(`advertisements to the group of ${family} arrive, with their header's facts and a time`, async bench => {
      const [a, b] = openBoth(bench);
      const before = bench.now();
      assert.equal(a.socket.send(packetOf(bench.hosts[0][family], 51), groups[family]), 'sent');
      await bench.until(() => b.packets.length > 0);
      const [packet] = b.packets as [IpPacket];
      const datagram = datagramOf(packet);
      assert.equal(routerOf(packet), 51);
      assert.deepEqual(
        [datagram.source, datagram.destination, datagram.hopLimit],
        [bench.hosts[0][family], groups[family], 255],
      );
      assert.equal(packet.interface, bench.hosts[1].interface);
      assert.ok(packet.at >= before - 1 && packet.at <= bench.now() + 1, `${packet.at} is between before and after`);
    });

    benchTest(`advertisements of ${family} come in order, and nobody hears its own`, async bench => {
      const [a, b] = openBoth(bench);
      for (let router = 1; router <= 200; router++) {
        assert.equal(a.socket.send(packetOf(bench.hosts[0][family], router), groups[family]), 'sent');
        assert.equal(b.socket.send(packetOf(bench.hosts[1][family], 256 - router), groups[family]), 'sent');
      }
      await bench.until(() => a.packets.length >= 200 && b.packets.length >= 200);
      assert.deepEqual(
        b.packets.map(routerOf),
        Array.from({length: 200}, (_, i) => i + 1),
      );
      assert.deepEqual(
        a.packets.map(routerOf),
        Array.from({length: 200}, (_, i) => 255 - i),
      );
      assert.ok(b.packets.every(({at}, i) => i === 0 || at >= b.packets[i - 1]!.at));
    });

    benchTest(`unicast of ${family} reaches the host that has the address`, async bench => {
      const [a, b] = openBoth(bench);
      const other = bench.hosts[1][family];
      assert.equal(a.socket.send(packetOf(bench.hosts[0][family], 7, other), other), 'sent');
      await bench.until(() => b.packets.length > 0);
      assert.deepEqual(datagramOf(b.packets[0]!).destination, other);
    });

    benchTest(`a closed socket of ${family} neither sends nor receives; others go on`, async bench => {
      const [a, b] = openBoth(bench);
      const [, third] = openBoth(bench);
      b.socket.close();
      b.socket.close();
      assert.ok(b.socket.send(packetOf(bench.hosts[1][family], 7), groups[family]) instanceof Error);
      a.socket.send(packetOf(bench.hosts[0][family], 8), groups[family]);
      await bench.until(() => third.packets.length > 0);
      assert.deepEqual(b.packets, []);
    });
  }

  benchTest('a source that is zero becomes the address of the interface', async bench => {
    const [sender, listener] = bench.hosts.map(({port, interface: index}) =>
      port.openVrrp({interface: index, family: 'ipv4'}),
    ) as [ReturnType<PacketPort['openVrrp']>, ReturnType<PacketPort['openVrrp']>];
    const packets: IpPacket[] = [];
    listener.onPacket = packet => packets.push(packet);
    assert.equal(sender.send(packetOf(nobody, 51), groups.ipv4), 'sent');
    await bench.until(() => packets.length > 0);
    assert.deepEqual(datagramOf(packets[0]!).source, bench.hosts[0].ipv4);
  });

  benchTest('other groups and authentication headers have sockets of their own', async bench => {
    const [first, second] = bench.hosts;
    const other = ipv4(0xe00000c8);
    const sender = first.port.openVrrp({interface: first.interface, family: 'ipv4'});
    const heard: string[] = [];
    for (const [name, options] of Object.entries({
      usual: {},
      other: {groups: [other]},
      header: {protocol: 51 as const},
    })) {
      const socket = second.port.openVrrp({interface: second.interface, family: 'ipv4', ...options});
      socket.onPacket = packet => heard.push(`${name} ${datagramOf(packet).protocol}`);
    }
    const authenticated = encodeIpv4Packet(
      {source: first.ipv4, destination: groups.ipv4, protocol: 51, hopLimit: 255, payload: new Uint8Array(44)},
      {typeOfService: 0xc0, identification: 0},
    );
    sender.send(authenticated, groups.ipv4);
    sender.send(packetOf(first.ipv4, 51), groups.ipv4);
    await bench.until(() => heard.length >= 2);
    assert.deepEqual(heard.filter(one => !one.startsWith('other')).sort(), ['header 51', 'usual 112']);
  });

  benchTest('ARP and neighbour discovery come as frames, each on its own socket', async bench => {
    const [first, second] = bench.hosts;
    const senders = [first.port.openArp(first.interface), first.port.openNeighbours(first.interface)] as const;
    const arp: Uint8Array[] = [];
    const neighbours: Uint8Array[] = [];
    const own: Uint8Array[] = [];
    second.port.openArp(second.interface).onPacket = ({bytes}) => arp.push(bytes);
    second.port.openNeighbours(second.interface).onPacket = ({bytes}) => neighbours.push(bytes);
    for (const sender of senders) sender.onPacket = ({bytes}) => own.push(bytes);
    const virtual = {ipv4: ipv4(0x0a000064), ipv6: ipv6(0x20010db8, 0, 0, 0x64)};
    const gratuitous = encodeArpFrame(gratuitousArp(first.mac, virtual.ipv4));
    const unsolicited = encodeNeighbourFrame(unsolicitedNeighbourAdvertisement(first.mac, virtual.ipv6, false));
    assert.equal(senders[0].send(gratuitous), 'sent');
    assert.equal(senders[1].send(unsolicited), 'sent');
    const isOfVirtual = (frame: Uint8Array) => decodeArpFrame(frame)?.packet.senderAddress.value === virtual.ipv4.value;
    const isTarget = (frame: Uint8Array) =>
      decodeNeighbourFrame(frame)?.message.target.words.join() === virtual.ipv6.words.join();
    await bench.until(() => arp.some(isOfVirtual) && neighbours.some(isTarget));
    assert.deepEqual(arp.find(isOfVirtual)?.subarray(0, gratuitous.length), gratuitous);
    assert.deepEqual(neighbours.find(isTarget)?.subarray(0, unsolicited.length), unsolicited);
    assert.ok(arp.every(frame => decodeArpFrame(frame)));
    assert.ok(neighbours.every(frame => decodeNeighbourFrame(frame)));
    assert.ok(!own.some(frame => isOfVirtual(frame) || isTarget(frame)), 'nobody hears its own');
  });

  for (const family of ['ipv4', 'ipv6'] as const) {
    benchTest(`queries for members of a group and their reports come as frames, of ${family} alone`, async bench => {
      const [first, second] = bench.hosts;
      const heard: Uint8Array[] = [];
      const own: Uint8Array[] = [];
      second.port.openMembership(second.interface, family).onPacket = ({bytes}) => heard.push(bytes);
      const sender = first.port.openMembership(first.interface, family);
      sender.onPacket = ({bytes}) => own.push(bytes);
      const common = {station: first.mac, longestWait: 100, version: 'newer'} as const;
      const ofIpv4 = encodeIgmpQuery({...common, group: groups.ipv4});
      const ofIpv6 = encodeMldQuery({...common, group: groups.ipv6, source: first.ipv6});
      const [wanted, other] = family === 'ipv4' ? [ofIpv4, ofIpv6] : [ofIpv6, ofIpv4];
      assert.equal(sender.send(other), 'sent');
      assert.equal(sender.send(wanted), 'sent');
      const has = (list: readonly Uint8Array[], frame: Uint8Array) =>
        list.some(one => Buffer.compare(one, frame) === 0);
      await bench.until(() => has(heard, wanted));
      assert.ok(!has(heard, other));
      assert.ok(!has(own, wanted), 'nobody hears its own');
    });
  }

  benchTest('a link that is down takes nothing; when it is up again, the same sockets go on', async bench => {
    const [first, second] = bench.hosts;
    const packet = packetOf(first.ipv4, 51);
    const sockets = [first, second].map(({port, interface: index}) => ({
      vrrp: port.openVrrp({interface: index, family: 'ipv4'}),
      arp: port.openArp(index),
    }));
    const [sender, listener] = sockets as [(typeof sockets)[0], (typeof sockets)[0]];
    const heard: string[] = [];
    for (const {vrrp, arp} of sockets) for (const socket of [vrrp, arp]) socket.onError = assert.fail;
    listener.vrrp.onPacket = one => heard.push(`vrrp ${routerOf(one)}`);
    listener.arp.onPacket = ({bytes}) => heard.push(`arp ${decodeArpFrame(bytes)?.packet.senderAddress.value}`);
    const gratuitous = encodeArpFrame(gratuitousArp(first.mac, ipv4(99)));
    bench.setLink(false);
    assert.ok(sender.vrrp.send(packet, groups.ipv4) instanceof Error);
    assert.ok(sender.arp.send(gratuitous) instanceof Error);
    bench.setLink(true);
    await bench.until(() => {
      sender.arp.send(gratuitous);
      return sender.vrrp.send(packet, groups.ipv4) === 'sent' && heard.includes('vrrp 51') && heard.includes('arp 99');
    });
  });

  benchTest('there is no socket on an interface that is not there', async ({hosts: [{port}]}) => {
    assert.throws(() => port.openVrrp({interface: 9999, family: 'ipv4'}), {code: 'ENODEV'});
    assert.throws(() => port.openArp(9999), {code: 'ENODEV'});
    assert.throws(() => port.openNeighbours(9999), {code: 'ENODEV'});
    assert.throws(() => port.openMembership(9999, 'ipv4'), {code: 'ENODEV'});
  });

  benchTest('a closed port closes its sockets, and opens others', async bench => {
    const [first, second] = bench.hosts;
    const old = second.port.openVrrp({interface: second.interface, family: 'ipv4'});
    old.onPacket = () => assert.fail('closed');
    await second.port.close();
    assert.ok(old.send(packetOf(second.ipv4, 51), groups.ipv4) instanceof Error);
    const heard: number[] = [];
    second.port.openVrrp({interface: second.interface, family: 'ipv4'}).onPacket = packet =>
      heard.push(routerOf(packet));
    first.port.openVrrp({interface: first.interface, family: 'ipv4'}).send(packetOf(first.ipv4, 52), groups.ipv4);
    await bench.until(() => heard.length > 0);
    assert.deepEqual(heard, [52]);
  });
}

interface End {
  readonly socket: ReturnType<PacketPort['openVrrp']>;
  readonly packets: IpPacket[];
}
