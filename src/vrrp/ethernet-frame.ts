import {type Mac, macFromBytes, writeMac} from '../net/mac.js';

/** EtherTypes of IANA's registry "IEEE 802 Numbers". */
export const etherTypes = {ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd} as const;

/** An Ethernet II frame without its check sequence. A VLAN's packet socket shows its frames without the tag. */
export interface EthernetFrame {
  readonly destination: Mac;
  readonly source: Mac;
  readonly type: number;
  /** May end in padding: the shortest frame has 60 bytes. */
  readonly payload: Uint8Array;
}

const headerLength = 14;

/** Undefined for what is shorter than its header. */
export function decodeEthernetFrame(bytes: Uint8Array): EthernetFrame | undefined {
  if (bytes.length < headerLength) return undefined;
  return {
    destination: macFromBytes(bytes, 0),
    source: macFromBytes(bytes, 6),
    type: new DataView(bytes.buffer, bytes.byteOffset).getUint16(12),
    payload: bytes.subarray(headerLength),
  };
}

/** Not padded: the network card does it. */
export function encodeEthernetFrame({destination, source, type, payload}: EthernetFrame): Uint8Array {
  const bytes = new Uint8Array(headerLength + payload.length);
  writeMac(destination, bytes, 0);
  writeMac(source, bytes, 6);
  new DataView(bytes.buffer).setUint16(12, type);
  bytes.set(payload, headerLength);
  return bytes;
}
