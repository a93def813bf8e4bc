import {align} from '../netlink/attribute-set.js';

/** NLA_F_NESTED of <linux/netlink.h>, which nf_tables demands. */
const nestedFlag = 0x8000;

/** An attribute with its payload, padded. Lists repeat an attribute: a table of names would not do for them. */
export function attribute(number: number, payload: Uint8Array): Buffer {
  const buffer = Buffer.alloc(align(4 + payload.length));
  buffer.writeUInt16LE(4 + payload.length, 0);
  buffer.writeUInt16LE(number, 2);
  buffer.set(payload, 4);
  return buffer;
}

export function nested(number: number, ...parts: readonly Uint8Array[]): Buffer {
  return attribute(number | nestedFlag, Buffer.concat(parts));
}

/** nf_tables has its numbers in network order. */
export function number32(number: number, value: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeInt32BE(value);
  return attribute(number, payload);
}

export function text(number: number, value: string): Buffer {
  return attribute(number, Buffer.from(`${value}\0`));
}
