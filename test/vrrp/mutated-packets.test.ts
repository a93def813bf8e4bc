import assert from 'node:assert/strict';
import {test} from 'node:test';
import {internetChecksum} from '../../src/net/checksum.js';
import {coverageSum, possibleCoverages} from '../../src/vrrp/advertisement-checksum.js';
import {decodeArpFrame} from '../../src/vrrp/arp-packet.js';
import type {Datagram} from '../../src/vrrp/datagram.js';
import {decodeAdvertisement} from '../../src/vrrp/decode-advertisement.js';
import {decodeEthernetFrame, etherTypes} from '../../src/vrrp/ethernet-frame.js';
import {isAdvertisable} from '../../src/vrrp/intervals.js';
import {parseIpv4Packet} from '../../src/vrrp/ipv4-packet.js';
import {parseIpv6Packet} from '../../src/vrrp/ipv6-packet.js';
import {decodeNeighbourFrame} from '../../src/vrrp/neighbour-frame.js';
import {rejections} from '../../src/vrrp/rejection.js';
import {type Chance, chance, isSoak, seedOfRun} from '../parity/seed.js';
import {bytesOf, recordedFrames} from './recorded.js';

/** All of them with LVSCTL_SOAK=1, else a sample. */
const count = isSoak() ? 100_000 : 5_000;

test(`${count} mutated frames are rejected or decoded to what is in range`, () => {
  const dice = chance(seedOfRun());
  const originals = recordedFrames.map(({hex}) => bytesOf(hex));
  const seen = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const bytes = mutate(dice.pick(originals), dice);
    const outcome = outcomeOf(bytes, dice);
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  }
  // the mutations reach behind every rule that a single packet can break
  for (const outcome of ['advertisement', 'arp', 'neighbour', 'neither', ...reachable])
    assert.ok(seen.has(outcome), `none of the mutated frames was: ${outcome}`);
});

const reachable = [
  'ip-header',
  'ip-fragment',
  'ip-length',
  'protocol',
  'hop-limit',
  'version',
  'type',
  'length',
  'checksum',
  'interval',
  'authentication-type',
];

function mutate(original: Uint8Array, dice: Chance): Uint8Array {
  const bytes = dice.happens(0.1)
    ? original.slice(0, dice.below(original.length + 1))
    : Uint8Array.from([
        ...original,
        ...Array.from({length: dice.happens(0.1) ? dice.below(40) : 0}, () => dice.below(256)),
      ]);
  for (let changes = dice.below(4); changes > 0 && bytes.length > 0; changes--) {
    // the fixed fields of a message over IPv4 more often than the rest
    const at = Math.min(dice.happens(0.4) ? 34 + dice.below(8) : dice.below(bytes.length), bytes.length - 1);
    bytes[at] = dice.happens(0.5) ? dice.below(256) : (bytes[at] as number) ^ (1 << dice.below(8));
  }
  return bytes;
}

function outcomeOf(bytes: Uint8Array, dice: Chance): string {
  const frame = decodeEthernetFrame(bytes);
  const arp = decodeArpFrame(bytes);
  if (arp) return 'arp';
  if (decodeNeighbourFrame(bytes)) return 'neighbour';
  const parse = {[etherTypes.ipv4]: parseIpv4Packet, [etherTypes.ipv6]: parseIpv6Packet}[frame?.type ?? 0];
  if (!frame || !parse) return 'neither';
  const parsed = parse(frame.payload);
  if (!parsed.ok) return parsed.rejection.code;
  const {datagram} = parsed;
  assert.ok(datagram.payload.length <= frame.payload.length);
  if (dice.happens(0.6)) mend(datagram, dice);
  const decoded = decodeAdvertisement(datagram);
  if (!decoded.ok) {
    assert.ok(decoded.rejection.code in rejections && decoded.rejection.words.length > 0);
    return decoded.rejection.code;
  }
  const {advertisement} = decoded;
  const {version, virtualRouter, priority, interval, addresses} = advertisement;
  assert.ok(Number.isInteger(virtualRouter) && virtualRouter >= 1 && virtualRouter <= 255);
  assert.ok(Number.isInteger(priority) && priority >= 0 && priority <= 255);
  assert.ok(isAdvertisable(version, interval));
  assert.ok(addresses.length <= 255 && addresses.every(({family}) => family === datagram.destination.family));
  assert.ok(8 + addresses.length * (datagram.destination.family === 'ipv4' ? 4 : 16) <= datagram.payload.length);
  return 'advertisement';
}

/** Makes the checksum right again, so that what stands behind it is reached. */
function mend(datagram: Datagram, dice: Chance): void {
  const message = datagram.protocol === 51 ? datagram.payload.subarray(24) : datagram.payload;
  if (message.length < 8) return;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const coverage = view.getUint8(0) >>> 4 === 3 ? dice.pick(possibleCoverages(datagram)) : 'message';
  view.setUint16(6, 0);
  view.setUint16(6, internetChecksum(message, coverageSum(coverage, datagram, message.length)));
}
