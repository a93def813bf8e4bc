import type {Address, Family} from '../../net/address.js';
import {writeAddress} from '../../net/address-bytes.js';
import {headerLength, writeHeader} from '../netlink/message.js';
import {align} from '../netlink/attribute-set.js';
import {expressions} from './expressions.js';
import {attribute, nested, number32, text} from './nested.js';

/** NFPROTO_INET, NFPROTO_IPV4, NFPROTO_IPV6 of <linux/netfilter.h>. */
const inet = 1;
const protocolFamilies = {ipv4: 2, ipv6: 10} as const satisfies Record<Family, number>;
/** NFNL_SUBSYS_NFTABLES of <linux/netfilter/nfnetlink.h>, NFT_MSG_* of nf_tables.h. */
const subsystem = 10;
const messages = {
  newTable: 0,
  deleteTable: 2,
  newChain: 3,
  newRule: 6,
  newSet: 9,
  newElement: 12,
  deleteElement: 14,
} as const;
/** NFNL_MSG_BATCH_BEGIN, NFNL_MSG_BATCH_END. */
const batch = {begin: 0x10, end: 0x11} as const;
/** NLM_F_REQUEST, NLM_F_ACK, NLM_F_CREATE, NLM_F_APPEND. */
const flags = {request: 1, ack: 4, create: 0x400, append: 0x800} as const;
/** NFT_TABLE_F_OWNER, since Linux 5.12: the table goes with the socket that made it, however its process ends. */
const ownerFlag = 2;
/** NF_INET_LOCAL_IN; behind IPVS, which takes the packets of its services at 98 and 99 (NF_IP_PRI_NAT_SRC - 1). */
const hook = {localIn: 1, priority: 150} as const;
/** Of nft(8), so that it lists the sets: ipv4_addr, ipv6_addr. */
const keys = {ipv4: {type: 7, length: 4}, ipv6: {type: 8, length: 16}} as const satisfies Record<Family, object>;
const icmpv6 = 58;
/** Router and neighbour solicitations and advertisements, and redirects (RFC 4861 §4): ARP of IPv6. */
const discovery = {first: 133, last: 137} as const;
const table = 'lvsctl';
const chain = 'closed';

/** One message of nf_tables: its kind, flags of its own, and attributes. */
export interface RulesetMessage {
  readonly kind: keyof typeof messages;
  readonly flags: number;
  readonly attributes: readonly Uint8Array[];
}

/** A table of ours with nothing closed: packets for closed addresses that reach this host itself are dropped. */
export function emptyRuleset(isOwned: boolean): RulesetMessage[] {
  const made = flags.create;
  return [
    {kind: 'newTable', flags: made, attributes: [text(1, table), ...(isOwned ? [number32(2, ownerFlag)] : [])]},
    {
      kind: 'newChain',
      flags: made,
      attributes: [
        text(1, table),
        text(3, chain),
        nested(4, number32(1, hook.localIn), number32(2, hook.priority)),
        text(7, 'filter'),
      ],
    },
    ...(['ipv4', 'ipv6'] as const).map(
      (family, i): RulesetMessage => ({
        kind: 'newSet',
        flags: made,
        attributes: [
          text(1, table),
          text(2, family),
          number32(3, 0),
          number32(4, keys[family].type),
          number32(5, keys[family].length),
          number32(10, i + 1),
        ],
      }),
    ),
    rule(
      expressions.meta('family'),
      expressions.compare('equal', protocolFamilies.ipv6),
      expressions.meta('protocol'),
      expressions.compare('equal', icmpv6),
      expressions.payload('transport', 0, 1),
      expressions.compare('atLeast', discovery.first),
      expressions.compare('atMost', discovery.last),
      expressions.verdict('accept'),
    ),
    rule(
      expressions.meta('family'),
      expressions.compare('equal', protocolFamilies.ipv4),
      expressions.payload('network', 16, 4),
      expressions.isIn('ipv4'),
      expressions.verdict('drop'),
    ),
    rule(
      expressions.meta('family'),
      expressions.compare('equal', protocolFamilies.ipv6),
      expressions.payload('network', 24, 16),
      expressions.isIn('ipv6'),
      expressions.verdict('drop'),
    ),
  ];
}

export function withoutRuleset(): RulesetMessage[] {
  return [{kind: 'deleteTable', flags: 0, attributes: [text(1, table)]}];
}

export function elementMessages(kind: 'newElement' | 'deleteElement', addresses: readonly Address[]): RulesetMessage[] {
  return (['ipv4', 'ipv6'] as const).flatMap(family => {
    const own = addresses.filter(address => address.family === family);
    if (own.length === 0) return [];
    const elements = own.map(address => nested(1, nested(1, attribute(1, bytesOf(address)))));
    return [
      {
        kind,
        flags: kind === 'newElement' ? flags.create : 0,
        attributes: [text(1, table), text(2, family), nested(3, ...elements)],
      },
    ];
  });
}

/** One transaction: all of it or nothing. The last message before its end asks for an acknowledgement. */
export function encodeTransaction(list: readonly RulesetMessage[], firstSequence: number): Buffer {
  return Buffer.concat([
    encode(batch.begin, flags.request, 0, subsystem, [], firstSequence),
    ...list.map((message, i) =>
      encode(
        (subsystem << 8) | messages[message.kind],
        flags.request | message.flags | (i === list.length - 1 ? flags.ack : 0),
        inet,
        0,
        message.attributes,
        firstSequence + 1 + i,
      ),
    ),
    encode(batch.end, flags.request, 0, subsystem, [], firstSequence + 1 + list.length),
  ]);
}

function rule(...list: readonly Uint8Array[]): RulesetMessage {
  return {
    kind: 'newRule',
    flags: flags.create | flags.append,
    attributes: [text(1, table), text(2, chain), nested(4, ...list)],
  };
}

/** With struct nfgenmsg: family, version, res_id. */
function encode(
  type: number,
  messageFlags: number,
  family: number,
  resource: number,
  attributes: readonly Uint8Array[],
  sequence: number,
): Buffer {
  const content = Buffer.concat(attributes);
  const length = headerLength + 4 + content.length;
  const buffer = Buffer.alloc(align(length));
  writeHeader(buffer, 0, length, type, messageFlags, sequence);
  buffer.writeUInt8(family, headerLength);
  buffer.writeUInt16BE(resource, headerLength + 2);
  buffer.set(content, headerLength + 4);
  return buffer;
}

function bytesOf(address: Address): Uint8Array {
  const bytes = new Uint8Array(keys[address.family].length);
  writeAddress(address, bytes, 0);
  return bytes;
}
