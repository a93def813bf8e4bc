import {decode, encode, type Packet, RECURSION_DESIRED, type RecordType} from 'dns-packet';
import {parseAddress} from '../../../net/address.js';
import {reverseName} from './reverse-name.js';

/** The part of a reply that says whether it is one, and how it went (RFC 1035 §4.1.1). */
export interface DnsReply {
  /** `NOERROR`, `NXDOMAIN`, … */
  readonly rcode: string;
  /** TC: it did not fit. */
  readonly isTruncated: boolean;
  readonly answerCount: number;
}

const headerLength = 12;
/** RFC 1035 §3.1. */
const longestLabel = 63;
const longestName = 253;
/** RFC 1035 §4.1.1. */
const rcodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** A query of one question, with recursion desired. Throws an Error, in words, where there is none. */
export function encodeQuery(id: number, recordType: string, name: string): Uint8Array {
  const address = recordType.toUpperCase() === 'PTR' ? parseAddress(name) : undefined;
  const asked = address ? reverseName(address) : name;
  const labels = asked.replace(/^\.|\.$/g, '').split('.');
  if (asked !== '.' && labels.some(label => label === '' || Buffer.byteLength(label) > longestLabel))
    throw new Error(`${name} is no DNS name: a label is empty or longer than ${longestLabel} bytes`);
  if (Buffer.byteLength(asked) > longestName + 1)
    throw new Error(`${name} is no DNS name: it is longer than ${longestName} bytes`);
  const query: Packet = {
    id,
    type: 'query',
    flags: RECURSION_DESIRED,
    questions: [{type: recordType as RecordType, name: asked}],
  };
  const bytes = encode(query);
  if (bytes.readUInt16BE(bytes.length - 4) === 0) throw new Error(`there is no DNS type ${recordType}`);
  return bytes;
}

/**
 * Undefined: it is no reply to the query.
 * keepalived: check_dns.c, dns_recv_thread: too short, of another id or no response: it waits on.
 */
export function readReply(bytes: Uint8Array, id: number): DnsReply | undefined {
  if (bytes.length < headerLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint16(2);
  if (view.getUint16(0) !== id || (flags & 0x8000) === 0) return undefined;
  const rcode = flags & 15;
  return {
    rcode: rcodes[rcode] ?? `RCODE ${rcode}`,
    isTruncated: (flags & 0x0200) !== 0,
    answerCount: view.getUint16(6),
  };
}

/** What ldirectord looks at: addresses of A, names of PTR (check_dns). Throws an Error for what cannot be read. */
export function answerTexts(bytes: Buffer): string[] {
  return (decode(bytes).answers ?? []).flatMap(answer =>
    answer.type === 'A' || answer.type === 'PTR' ? [answer.data] : [],
  );
}
