import type {DestinationSummary} from '../../ipvs/destination.js';
import {bypass, directRouting, localNode, masquerading, tunneling} from '../../ipvs/forwarding.js';
import type {Kernel} from '../kernel.js';
import {parseHex, parseHexAddress} from '../../net/hex-address.js';
import {forEachLine} from './lines.js';
import {UnknownLine} from '../../ipvs/unknown-line.js';

const path = '/proc/net/ip_vs';

/** ip_vs_fwd_name() of the kernel. NB: it says Masq of methods it does not know, among them bypass. */
const forwardingWords: ReadonlyMap<string, number> = new Map([
  ['Masq', masquerading],
  ['Local', localNode],
  ['Tunnel', tunneling],
  ['Route', directRouting],
  ['Bypass', bypass],
]);

/** A service's line as it stands, up to the scheduler, with the destinations below it. */
export interface ServiceLines {
  /** `TCP  0A000001:0050` or `FWM  00000001`, blanks folded. */
  readonly name: string;
  readonly destinations: readonly DestinationSummary[];
}

/**
 * /proc/net/ip_vs: every service with what it tells of its destinations, in the kernel's order, into `services`.
 * Yields after each piece of the text. Throws UnknownLine.
 */
export function* readServiceLines(kernel: Kernel, services: ServiceLines[]): Iterable<void> {
  let destinations: DestinationSummary[] | undefined;
  let line = 0;
  yield* forEachLine(kernel.readProc(path), (text, start, end) => {
    if (++line <= 3) return; // version and two titles
    if (text.startsWith('  -> ', start)) {
      const destination = parseDestination(text, start + 5, end);
      if (!destination || !destinations) throw new UnknownLine(path, line, text.slice(start, end));
      destinations.push(destination);
      return;
    }
    const name = parseService(text, start, end);
    if (name === undefined) throw new UnknownLine(path, line, text.slice(start, end));
    destinations = [];
    services.push({name, destinations});
  });
}

/** Digits of an IPv4 address, and of an IPv6 address with its colons. */
const ipv4Digits = 8;
const ipv6Digits = 39;
const portDigits = 4;

/** `TCP  0A000001:0050 rr …`, `TCP  [2001:…]:0050 rr …` or `FWM  00000001 mh …`: the first two words. */
function parseService(text: string, start: number, end: number): string | undefined {
  const protocolEnd = text.indexOf(' ', start);
  const at = skipBlanks(text, protocolEnd, end);
  const isBracketed = text[at] === '[';
  const host = isBracketed ? at + 1 : at;
  const hostEnd = host + (isBracketed ? ipv6Digits : ipv4Digits);
  let nameEnd = isBracketed ? hostEnd + 1 : hostEnd;
  const hasPort = text[nameEnd] === ':';
  if (hasPort) nameEnd += 1 + portDigits;
  const isKnown =
    protocolEnd > start &&
    at > protocolEnd &&
    nameEnd + 1 < end &&
    text[nameEnd] === ' ' &&
    text[nameEnd + 1] !== ' ' &&
    (hasPort ? !Number.isNaN(parseHex(text, nameEnd - portDigits, nameEnd)) : !isBracketed) &&
    (isBracketed ? text[hostEnd] === ']' : true) &&
    parseHexAddress(text, host, hostEnd) !== undefined;
  return isKnown ? `${text.slice(start, protocolEnd)} ${text.slice(at, nameEnd)}` : undefined;
}

/** `C0A80A02:1F90      Masq    0      0          0         `, the arrow already read. */
function parseDestination(text: string, start: number, end: number): DestinationSummary | undefined {
  const isBracketed = text[start] === '[';
  const host = isBracketed ? start + 1 : start;
  const hostEnd = host + (isBracketed ? ipv6Digits : ipv4Digits);
  const colon = isBracketed ? hostEnd + 1 : hostEnd;
  if ((isBracketed && text[hostEnd] !== ']') || text[colon] !== ':') return undefined;
  const address = parseHexAddress(text, host, hostEnd);
  const port = parseHex(text, colon + 1, colon + 1 + portDigits);
  const wordStart = skipBlanks(text, colon + 1 + portDigits, end);
  const wordEnd = skipWord(text, wordStart, end);
  const weightStart = skipBlanks(text, wordEnd, end);
  const weightEnd = skipWord(text, weightStart, end);
  const activeStart = skipBlanks(text, weightEnd, end);
  const activeEnd = skipWord(text, activeStart, end);
  const inactiveStart = skipBlanks(text, activeEnd, end);
  const inactiveEnd = skipWord(text, inactiveStart, end);
  const forwarding = forwardingWords.get(text.slice(wordStart, wordEnd));
  const isNegative = text[weightStart] === '-';
  const weight = parseDecimal(text, isNegative ? weightStart + 1 : weightStart, weightEnd);
  const activeConnections = parseDecimal(text, activeStart, activeEnd);
  const inactiveConnections = parseDecimal(text, inactiveStart, inactiveEnd);
  const hasNumbers = !Number.isNaN(port + weight + activeConnections + inactiveConnections);
  if (!address || forwarding === undefined || !hasNumbers || skipBlanks(text, inactiveEnd, end) !== end)
    return undefined;
  return {address, port, forwarding, weight: isNegative ? -weight : weight, activeConnections, inactiveConnections};
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 32) at++;
  return at;
}

function skipWord(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) !== 32) at++;
  return at;
}

/** NaN unless there are digits and nothing else. */
function parseDecimal(text: string, start: number, end: number): number {
  let value = start < end ? 0 : Number.NaN;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}
