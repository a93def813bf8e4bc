import {align} from '../../netlink/attribute-set.js';
import type {Policy, PolicyViolation} from './policy.js';

/** NLMSGERR_ATTR_* of <linux/netlink.h>. */
const number = {message: 1, offset: 2, policy: 4} as const;
/** NL_POLICY_TYPE_ATTR_*. */
const policyNumber = {type: 1, minimumUnsigned: 4, maximumUnsigned: 5, maximumLength: 7, padding: 11} as const;
/** NL_ATTR_TYPE_*. */
const typeNumber = {u8: 2, u16: 3, u32: 4, binary: 10, nulString: 12, nested: 13} as const;
const nestedFlag = 0x8000;

/**
 * The attributes behind an error reply to a socket with NETLINK_EXT_ACK: what was refused, and where in the request.
 * @param offset of the attribute, from the beginning of its message
 * @param start where the attributes will stand in the reply: 64-bit numbers are aligned to 8 by an empty attribute
 */
export function extendedAck({policy}: PolicyViolation, offset: number, start: number): Buffer {
  const message = attribute(number.message, Buffer.from('Attribute failed policy validation\0'));
  const where = attribute(number.offset, u32(offset));
  const policyStart = start + message.length + where.length + 4;
  return Buffer.concat([message, where, attribute(number.policy | nestedFlag, policyAttributes(policy, policyStart))]);
}

function policyAttributes(policy: Policy, start: number): Buffer {
  switch (policy.type) {
    case 'unsigned': {
      if (policy.bytes > 4) return Buffer.alloc(0); // NLA_UNSPEC with a length: the kernel says nothing of it
      const type = policy.bytes === 1 ? typeNumber.u8 : policy.bytes === 2 ? typeNumber.u16 : typeNumber.u32;
      const minimum = aligned64(start, policyNumber.minimumUnsigned, 0n);
      const maximum = aligned64(
        start + minimum.length,
        policyNumber.maximumUnsigned,
        (1n << BigInt(8 * policy.bytes)) - 1n,
      );
      return Buffer.concat([minimum, maximum, attribute(policyNumber.type, u32(type))]);
    }
    case 'text':
      return Buffer.concat([
        attribute(policyNumber.maximumLength, u32(policy.longest)),
        attribute(policyNumber.type, u32(typeNumber.nulString)),
      ]);
    case 'binary':
      return Buffer.concat([
        attribute(policyNumber.maximumLength, u32(policy.longest)),
        attribute(policyNumber.type, u32(typeNumber.binary)),
      ]);
    case 'nested':
      return attribute(policyNumber.type, u32(typeNumber.nested));
  }
}

function aligned64(start: number, type: number, value: bigint): Buffer {
  const payload = Buffer.alloc(8);
  payload.writeBigUInt64LE(value);
  const padding = start % 8 === 0 ? [attribute(policyNumber.padding, Buffer.alloc(0))] : [];
  return Buffer.concat([...padding, attribute(type, payload)]);
}

function u32(value: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32LE(value >>> 0);
  return payload;
}

function attribute(type: number, payload: Buffer): Buffer {
  const buffer = Buffer.alloc(4 + align(payload.length));
  buffer.writeUInt16LE(4 + payload.length, 0);
  buffer.writeUInt16LE(type, 2);
  payload.copy(buffer, 4);
  return buffer;
}
