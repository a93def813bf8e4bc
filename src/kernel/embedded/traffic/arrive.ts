import {type Address, ipv4, ipv6} from '../../../net/address.js';
import {tcp, udp} from '../../../ipvs/protocol.js';
import type {Director} from '../director.js';
import {headerBytes} from './bursts.js';
import type {ConnectionEntry} from './connection.js';
import {nextNumber, nextWait} from './random.js';
import {receivePacket} from './receive-packet.js';
import {surgeFactor} from './scenes.js';
import type {Ending, Script, Source} from './workload.js';

/** How much busier or quieter than on average it gets, and over which time, milliseconds. */
const swing = 0.35;
const period = 600_000;
/** The first of the ports that clients use. */
const firstPort = 32_768;

/** The next client of a source sends its first packet; the source says when the one after it comes. */
export function arrive(director: Director, source: Source): void {
  const {now} = director;
  const wave = 1 + swing * Math.sin((2 * Math.PI * now) / period + source.port);
  const rate = source.ratePerSecond * wave * surgeFactor(director.workload?.scenes ?? [], source, now);
  source.nextAt = now + Math.max(1, Math.round(nextWait(source, rate) * 1000));
  const index = Math.floor(nextNumber(source) ** 2 * source.clients); // a few clients come often
  const client = nthAddress(source.firstClient, index);
  const clientPort = firstPort + (source.count++ % source.ports);
  const script = writeScript(source, now);
  const verdict = receivePacket(director, {
    protocol: source.protocol,
    client,
    clientPort,
    virtual: source.virtual,
    virtualPort: source.port,
    fwmark: source.fwmark,
    signal: source.protocol === tcp ? 'syn' : source.protocol === udp ? 'datagram' : 'init',
    packets: 1,
    bytes: headerBytes(client.family, source.protocol) + (source.protocol === udp ? source.requestBytes : 8),
    engineData: `${(source.random ^ index).toString(16).padStart(8, '0')}@client-${index + 1}`,
  });
  if (verdict.type === 'forwarded' && verdict.connection && script) follow(director, verdict.connection, script);
}

/** The connection goes on as written. What it was about to do before is forgotten: the client began anew. */
export function follow(director: Director, connection: ConnectionEntry, script: Script): void {
  connection.script = script;
  director.scripts.add(script.at, connection);
}

/** Everything a connection will do, decided when it begins; undefined for one that is abandoned at once. */
function writeScript(source: Source, now: number): Script | undefined {
  const fate = nextNumber(source);
  const requests = Math.max(1, Math.round(nextWait(source, 1 / Math.max(source.requests, 0.001))));
  const pause = Math.round(nextWait(source, 1) * source.pauseSeconds * 1000);
  const roundTrip = 8 + Math.round(nextNumber(source) * 90);
  if (fate < source.abandoned) return undefined;
  return {
    step: 'handshake',
    at: now + roundTrip,
    requestsLeft: requests,
    pause: Math.max(1, pause),
    requestBytes: Math.round(source.requestBytes * (0.5 + nextNumber(source))),
    replyBytes: Math.round(source.replyBytes * nextWait(source, 1)),
    ending: endingOf(source, fate - source.abandoned),
  };
}

function endingOf({resets, silent, count}: Source, fate: number): Ending {
  if (fate < resets) return 'reset';
  if (fate < resets + silent) return 'silence';
  return count % 3 === 0 ? 'server' : 'client';
}

function nthAddress(first: Address, n: number): Address {
  if (first.family === 'ipv4') return ipv4(first.value + n);
  const [a, b, c, d] = first.words;
  return ipv6(a, b, c, d + n);
}
