import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {formatAddress, parseAddress} from '../../src/net/address.js';
import type {Address, Ipv6Address} from '../../src/net/address.js';
import {hasValidChecksum} from '../../src/net/checksum.js';
import {decodeArpFrame, encodeArpFrame, gratuitousArp, isGratuitous} from '../../src/vrrp/arp-packet.js';
import type {Datagram} from '../../src/vrrp/datagram.js';
import {datagramFromIpv6Socket} from '../../src/vrrp/datagram.js';
import {decodeAdvertisement} from '../../src/vrrp/decode-advertisement.js';
import {encodeAdvertisement} from '../../src/vrrp/encode-advertisement.js';
import {decodeEthernetFrame, encodeEthernetFrame, etherTypes} from '../../src/vrrp/ethernet-frame.js';
import {encodeIpv4Packet, parseIpv4Packet} from '../../src/vrrp/ipv4-packet.js';
import {encodeIpv6Packet, parseIpv6Packet} from '../../src/vrrp/ipv6-packet.js';
import {
  decodeNeighbourFrame,
  encodeNeighbourFrame,
  unsolicitedNeighbourAdvertisement,
} from '../../src/vrrp/neighbour-frame.js';
import {passwordFromText} from '../../src/vrrp/password.js';
import {bytesOf, hexOf, recordedFrames, recordedInstances, recordedPayloads} from './recorded.js';

const addressOf = (text: string) => parseAddress(text) as Address;

/** What is decoded as it was configured, and encoded again as it was recorded. */
function assertAdvertisement(datagram: Datagram, virtualRouter: number, priority: number): void {
  const decoded = decodeAdvertisement(datagram);
  assert.ok(decoded.ok, JSON.stringify(decoded));
  assert.ok(!decoded.hasTrailer);
  const {advertisement} = decoded;
  const instance = recordedInstances[virtualRouter];
  assert.deepEqual(
    [advertisement.virtualRouter, advertisement.priority, advertisement.interval],
    [virtualRouter, priority, instance?.interval],
  );
  assert.deepEqual(advertisement.addresses.map(formatAddress), instance?.addresses);
  if (advertisement.version === 3) {
    assert.equal(advertisement.checksum, 'pseudo-header');
    assert.equal(hexOf(encodeAdvertisement(advertisement, datagram)), hexOf(datagram.payload));
    return;
  }
  const {authentication} = advertisement;
  assert.equal(authentication.type, instance?.authentication);
  if (authentication.type === 'password') assert.ok(authentication.password.isSame(passwordFromText('s3cret12')));
  if (authentication.type === 'ah') assert.equal(authentication.sequenceNumber, 1);
  else assert.equal(hexOf(encodeAdvertisement({...advertisement, authentication}, datagram)), hexOf(datagram.payload));
}

describe('frames of keepalived are read, and written again byte for byte', () => {
  for (const {name, hex} of recordedFrames) {
    const [, virtualRouter, priority] = /vrid (\d+) priority (\d+)/.exec(name) ?? [];
    if (virtualRouter === undefined) continue;
    test(name, () => {
      const frame = decodeEthernetFrame(bytesOf(hex));
      assert.ok(frame);
      const isIpv4 = frame.type === etherTypes.ipv4;
      const parsed = isIpv4 ? parseIpv4Packet(frame.payload) : parseIpv6Packet(frame.payload);
      assert.ok(parsed.ok);
      assertAdvertisement(parsed.datagram, Number(virtualRouter), Number(priority));

      const header = new DataView(frame.payload.buffer, frame.payload.byteOffset);
      const packet = isIpv4
        ? encodeIpv4Packet(parsed.datagram, {typeOfService: 0xc0, identification: header.getUint16(4)})
        : encodeIpv6Packet(parsed.datagram, {trafficClass: 0xc0, flowLabel: header.getUint32(0) & 0xfffff});
      if (isIpv4) assert.ok(hasValidChecksum(packet.subarray(0, 20)));
      assert.equal(hexOf(encodeEthernetFrame({...frame, payload: packet})), hex);
    });
  }
});

describe('messages of keepalived are read, and written again byte for byte', () => {
  for (const recorded of recordedPayloads) {
    test(`virtual router ${recorded.virtualRouter} of ${recorded.source}, priority ${recorded.priority}`, () => {
      const [source, destination] = [addressOf(recorded.source), addressOf(recorded.destination)];
      const payload = bytesOf(recorded.payload);
      const datagram =
        source.family === 'ipv6'
          ? datagramFromIpv6Socket(payload, source, destination as Ipv6Address, recorded.hopLimit)
          : {source, destination, protocol: 112, hopLimit: recorded.hopLimit, payload};
      assertAdvertisement(datagram, recorded.virtualRouter, recorded.priority);
    });
  }
});

const frameNamed = (name: string) => recordedFrames.find(frame => frame.name === name)?.hex as string;

test('a gratuitous ARP is the one that keepalived sends', () => {
  const hex = frameNamed('gratuitous ARP request');
  const frame = decodeArpFrame(bytesOf(hex));
  assert.ok(frame && isGratuitous(frame.packet));
  assert.equal(formatAddress(frame.packet.targetAddress), '10.9.0.100');
  assert.deepEqual(frame, gratuitousArp(frame.source, frame.packet.senderAddress));
  assert.equal(hexOf(encodeArpFrame(frame)), hex);
});

test('an unsolicited neighbour advertisement is the one that keepalived sends', () => {
  const hex = frameNamed('unsolicited neighbour advertisement');
  const frame = decodeNeighbourFrame(bytesOf(hex));
  assert.ok(frame);
  assert.equal(formatAddress(frame.message.target), 'fe80::100');
  assert.deepEqual(frame, unsolicitedNeighbourAdvertisement(frame.sourceMac, frame.source, false));
  assert.equal(hexOf(encodeNeighbourFrame(frame)), hex);
});
