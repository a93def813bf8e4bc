import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {type Ipv4Address, type Ipv6Address, parseAddress} from '../../../src/net/address.js';
import {mac} from '../../../src/net/mac.js';
import {EmbeddedPacketPort} from '../../../src/kernel/packet/embedded-packet-port.js';
import {EmbeddedSegment} from '../../../src/kernel/packet/embedded-segment.js';
import {testAdvertisementSockets} from './advertisement-socket-contract.js';
import {type Bench, groups, type Host, packetOf, routerOf, testPacketPort} from './packet-port-contract.js';

function hosts(segment: EmbeddedSegment, count: number) {
  return Array.from({length: count}, (_, i) => {
    const own = {
      mac: mac(0x020000000001 + i),
      ipv4: parseAddress(`10.0.0.${i + 1}`) as Ipv4Address,
      ipv6: parseAddress(`fe80::${i + 1}`) as Ipv6Address,
    };
    const station = segment.join(own.mac, [own.ipv4, own.ipv6]);
    return {...own, station, interface: 2 + i, port: new EmbeddedPacketPort(new Map([[2 + i, {segment, station}]]))};
  });
}

describe('the embedded packet port', () => {
  const open = async (): Promise<Bench> => {
    const segment = new EmbeddedSegment(1e12);
    const both = hosts(segment, 2);
    let now = 1e12;
    return {
      hosts: both as unknown as [Host, Host],
      now: () => now,
      until: async isSo => {
        for (let step = 0; step < 100 && !isSo(); step++) segment.advance(++now);
        assert.ok(isSo());
      },
      setLink: isUp => (both[0]!.station.state = isUp ? 'up' : 'down'),
      close: async () => {},
    };
  };
  testPacketPort(open);
  testAdvertisementSockets(open);
});

describe('an embedded segment', () => {
  const three = () => {
    const segment = new EmbeddedSegment(0);
    const all = hosts(segment, 3).map(host => {
      const socket = host.port.openVrrp({interface: host.interface, family: 'ipv4'});
      const heard: string[] = [];
      socket.onPacket = packet => heard.push(`${packet.at}: ${routerOf(packet)}`);
      return {...host, heard, send: (router: number) => socket.send(packetOf(host.ipv4, router), groups.ipv4)};
    });
    const [a, b, c] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];
    return {segment, a, b, c};
  };

  test('delivers nothing within a send, and everything in the order of its time', () => {
    const {segment, a, b, c} = three();
    segment.path = from => (from === a.station ? 10 : 3);
    a.send(1);
    b.send(2);
    assert.equal(segment.nextDelivery, 3);
    assert.deepEqual(c.heard, []);
    segment.advance(9);
    assert.deepEqual(c.heard, ['3: 2']);
    assert.equal(segment.nextDelivery, 10);
    segment.advance(10);
    assert.deepEqual(c.heard, ['3: 2', '10: 1']);
    assert.equal(segment.nextDelivery, undefined);
  });

  test('loses what it is told to lose', () => {
    const {segment, a, b, c} = three();
    segment.path = (_, to) => (to === b.station ? 'lost' : 0);
    a.send(1);
    segment.advance(1);
    assert.deepEqual([b.heard, c.heard], [[], ['0: 1']]);
  });

  test('is partitioned, and heals', () => {
    const {segment, a, b, c} = three();
    segment.partition([a.station, b.station], [c.station]);
    a.send(1);
    c.send(2);
    segment.advance(1);
    assert.deepEqual([a.heard, b.heard, c.heard], [[], ['0: 1'], []]);
    segment.path = () => 0;
    c.send(3);
    segment.advance(2);
    assert.deepEqual([a.heard, b.heard, c.heard], [['1: 3'], ['0: 1', '1: 3'], []]);
  });

  test('a station without carrier hears nothing of what was under way, and what it sends is lost', () => {
    const {segment, a, b, c} = three();
    segment.path = () => 5;
    a.send(1);
    b.station.state = 'no-carrier';
    assert.equal(b.send(2), 'sent');
    segment.advance(10);
    assert.deepEqual([a.heard, b.heard, c.heard], [[], [], ['5: 1']]);
  });

  test('an answer that is sent when something arrives goes at that time', () => {
    const {segment, a, b, c} = three();
    segment.path = () => 2;
    const answering = b.port.openVrrp({interface: b.interface, family: 'ipv4'});
    answering.onPacket = packet => {
      if (routerOf(packet) === 1) answering.send(packetOf(b.ipv4, 9), groups.ipv4);
    };
    a.send(1);
    segment.advance(100);
    assert.deepEqual(c.heard, ['2: 1', '4: 9']);
  });

  test('a packet longer than the MTU is refused', () => {
    const {a} = three();
    a.station.mtu = 20;
    assert.deepEqual((a.send(1) as Error & {code: string}).code, 'EMSGSIZE');
  });
});
