import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ipv4, ipv6} from '../../../src/net/address.js';
import {type Mac, mac, multicastMac} from '../../../src/net/mac.js';
import {decodeAdvertisement} from '../../../src/vrrp/decode-advertisement.js';
import {decodeEthernetFrame, encodeEthernetFrame, etherTypes} from '../../../src/vrrp/ethernet-frame.js';
import {encodeIpv4Packet, parseIpv4Packet} from '../../../src/vrrp/ipv4-packet.js';
import {parseIpv6Packet} from '../../../src/vrrp/ipv6-packet.js';
import type {FrameSocket, ReceivedFrame} from '../../../src/vrrp/ports.js';
import {type Bench, groups, type Host, packetOf} from './packet-port-contract.js';

const families = ['ipv4', 'ipv6'] as const;
const somebodyElse = {mac: mac(0x020000000063), ipv4: ipv4(0x0a000063), ipv6: ipv6(0xfe800000, 0, 0, 0x63)};

/** What the sockets of openAdvertisements do, of every PacketPort. @param open makes a bench; each test has its own */
export function testAdvertisementSockets(open: () => Promise<Bench>): void {
  const benchTest = (name: string, work: (bench: Bench) => Promise<void>) =>
    test(name, async () => {
      const bench = await open();
      try {
        await work(bench);
      } finally {
        await bench.close();
      }
    });

  for (const family of families) {
    const other = family === 'ipv4' ? 'ipv6' : 'ipv4';

    benchTest(`advertisements of ${family} pass as frames, whole, with a time, and in order`, async bench => {
      const [first, second] = bench.hosts;
      const {frames} = overhear(second, family);
      const foreign = overhear(second, other);
      const speaker = first.port.openVrrp({interface: first.interface, family});
      const before = bench.now();
      for (let router = 1; router <= 200; router++)
        assert.equal(speaker.send(packetOf(first[family], router), groups[family]), 'sent');
      await bench.until(() => frames.length >= 200);
      assert.deepEqual(
        frames.map(routerOf),
        Array.from({length: 200}, (_, i) => i + 1),
      );
      const {destination, source} = decodeEthernetFrame(frames[0]!.bytes)!;
      assert.deepEqual([source, destination], [first.mac, multicastMac(groups[family])]);
      assert.equal(frames[0]!.interface, second.interface);
      assert.ok(frames[0]!.at >= before - 1 && frames.at(-1)!.at <= bench.now() + 1);
      assert.ok(frames.every(({at}, i) => i === 0 || at >= frames[i - 1]!.at));
      assert.deepEqual(foreign.frames, []);
    });

    benchTest(`unicast of ${family} to this host passes, and what is for other stations does not`, async bench => {
      const [first, second] = bench.hosts;
      const {frames} = overhear(second, family);
      const {socket} = overhear(first, family);
      socket.send(frameTo(somebodyElse.mac, packetOf(first[family], 1, somebodyElse[family])));
      socket.send(frameTo(second.mac, packetOf(first[family], 2, second[family])));
      socket.send(frameTo(multicastMac(groups[family]), packetOf(first[family], 3)));
      await bench.until(() => frames.some(frame => routerOf(frame) === 3));
      assert.deepEqual(frames.map(routerOf), [2, 3]);
    });

    benchTest(`nobody overhears its own advertisements of ${family}`, async bench => {
      const [first, second] = bench.hosts;
      const own = overhear(first, family);
      const {frames} = overhear(second, family);
      first.port.openVrrp({interface: first.interface, family}).send(packetOf(first[family], 1), groups[family]);
      own.socket.send(frameTo(multicastMac(groups[family]), packetOf(first[family], 2)));
      await bench.until(() => frames.length >= 2);
      second.port.openVrrp({interface: second.interface, family}).send(packetOf(second[family], 3), groups[family]);
      await bench.until(() => own.frames.length > 0);
      assert.deepEqual(own.frames.map(routerOf), [3]);
      assert.deepEqual(frames.map(routerOf), [1, 2]);
    });
  }

  benchTest(
    'of authentication headers those before advertisements pass, whatever options the packet has',
    async bench => {
      const [first, second] = bench.hosts;
      const {frames} = overhear(second, 'ipv4');
      const {socket} = overhear(first, 'ipv4');
      const group = multicastMac(groups.ipv4);
      for (const options of [0, 4, 40]) {
        for (const nextHeader of [6, 112]) {
          socket.send(frameTo(group, withOptions(authenticated(first, nextHeader), options)));
        }
      }
      socket.send(frameTo(group, withOptions(packetOf(first.ipv4, 9), 8)));
      await bench.until(() => frames.some(frame => routerOf(frame) === 9));
      assert.deepEqual(
        frames.map(({bytes}) => [bytes[23], bytes[14 + 4 * (bytes[14]! & 15)]]),
        [
          [51, 112],
          [51, 112],
          [51, 112],
          [112, 0x31],
        ],
      );
    },
  );

  benchTest('fragments of IPv4 pass, for whoever counts them', async bench => {
    const [first, second] = bench.hosts;
    const {frames} = overhear(second, 'ipv4');
    const fragment = packetOf(first.ipv4, 1);
    fragment[6] = 0x20; // more of them follow
    overhear(first, 'ipv4').socket.send(frameTo(multicastMac(groups.ipv4), fragment));
    await bench.until(() => frames.length > 0);
    const packet = parseIpv4Packet(decodeEthernetFrame(frames[0]!.bytes)!.payload);
    assert.equal(!packet.ok && packet.rejection.code, 'ip-fragment');
  });

  benchTest('a link goes down and up again, and the same socket goes on', async bench => {
    const [first, second] = bench.hosts;
    const here = overhear(first, 'ipv4');
    const there = overhear(second, 'ipv4');
    const towards = (host: Host) => frameTo(multicastMac(groups.ipv4), packetOf(host.ipv4, 51));
    bench.setLink(false);
    assert.ok(here.socket.send(towards(first)) instanceof Error);
    bench.setLink(true);
    await bench.until(() => {
      here.socket.send(towards(first));
      there.socket.send(towards(second));
      return here.frames.length > 0 && there.frames.length > 0;
    });
  });

  benchTest('a closed socket hears nothing, and there is none on an interface that is not there', async bench => {
    const [first, second] = bench.hosts;
    const closed = overhear(second, 'ipv4');
    const {frames} = overhear(second, 'ipv4');
    closed.socket.close();
    const {socket} = overhear(first, 'ipv4');
    socket.send(frameTo(multicastMac(groups.ipv4), packetOf(first.ipv4, 51)));
    await bench.until(() => frames.length > 0);
    assert.deepEqual(closed.frames, []);
    for (const family of families)
      assert.throws(() => first.port.openAdvertisements({interface: 9999, family}), {code: 'ENODEV'});
  });
}

function overhear(
  {port, interface: index}: Host,
  family: 'ipv4' | 'ipv6',
): {readonly socket: FrameSocket; readonly frames: ReceivedFrame[]} {
  const socket = port.openAdvertisements({interface: index, family});
  const frames: ReceivedFrame[] = [];
  socket.onPacket = frame => frames.push(frame);
  socket.onError = assert.fail;
  return {socket, frames};
}

function frameTo(destination: Mac, payload: Uint8Array): Uint8Array {
  const type = payload[0]! >>> 4 === 4 ? etherTypes.ipv4 : etherTypes.ipv6;
  return encodeEthernetFrame({destination, source: mac(0x020000000042), type, payload});
}

function routerOf({bytes}: ReceivedFrame): number | undefined {
  const frame = decodeEthernetFrame(bytes)!;
  const packet = frame.type === etherTypes.ipv4 ? parseIpv4Packet(frame.payload) : parseIpv6Packet(frame.payload);
  const decoded = packet.ok ? decodeAdvertisement(packet.datagram) : undefined;
  return decoded?.ok ? decoded.advertisement.virtualRouter : undefined;
}

/** Something behind an authentication header, which says what it is. */
function authenticated({ipv4: source}: Host, nextHeader: number): Uint8Array {
  const payload = new Uint8Array(44);
  payload.set([nextHeader, 4]);
  const datagram = {source, destination: groups.ipv4, protocol: 51, hopLimit: 255, payload};
  return encodeIpv4Packet(datagram, {typeOfService: 0xc0, identification: 0});
}

/** @param length of the options, all of them padding */
function withOptions(packet: Uint8Array, length: number): Uint8Array {
  const bytes = Uint8Array.from([...packet.subarray(0, 20), ...new Uint8Array(length).fill(1), ...packet.subarray(20)]);
  bytes[0] = 0x45 + length / 4;
  new DataView(bytes.buffer).setUint16(2, bytes.length);
  return bytes;
}
