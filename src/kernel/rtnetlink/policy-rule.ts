import {attributeSet, reported} from '../netlink/attribute-set.js';
import {u32} from '../netlink/codec.js';
import {MalformedReply} from '../netlink/malformed-reply.js';
import type {StructRequest} from '../netlink/request.js';
import {routeMessage} from './attributes.js';

/** A rule of policy routing, as ip rule shows it. */
export interface PolicyRule {
  /** Whether it asks for marks of packets. */
  readonly asksMark: boolean;
}

/** struct fib_rule_hdr: family, lengths of destination and source, TOS, table, two reserved, action, flags. */
const headerLength = 12;

/** FRA_* of <linux/fib_rules.h>. */
const ruleAttributes = attributeSet({mark: reported(10, u32), markMask: reported(16, u32)});

/** Asks for the rules of IPv4. */
export function ruleDump(): StructRequest {
  return {
    type: routeMessage.getRule,
    flags: 0,
    replyType: routeMessage.newRule,
    payload: {
      lengthOf: () => headerLength,
      write: (buffer, offset) => {
        buffer.fill(0, offset, offset + headerLength);
        buffer[offset] = 2; // AF_INET
        return offset + headerLength;
      },
    },
  };
}

export function readRule(buffer: Buffer, start: number, end: number): PolicyRule {
  if (end - start < headerLength) throw new MalformedReply('', 'is too short for a rule');
  const {mark = 0, markMask = 0} = ruleAttributes.read(buffer, start + headerLength, end, 'rule');
  return {asksMark: mark !== 0 || markMask !== 0};
}
