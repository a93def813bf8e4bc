import type {Address, Family} from '../../net/address.js';
import {attributeSet, reported} from '../netlink/attribute-set.js';
import {readU16, readU32} from '../netlink/bytes.js';
import {bytes, u32} from '../netlink/codec.js';
import {MalformedReply} from '../netlink/malformed-reply.js';
import type {StructRequest} from '../netlink/request.js';
import {inetAddress, routeMessage} from './attributes.js';

/** One way of a unicast route of the main table; those of several ways are one each. */
export interface KernelRoute {
  readonly family: Family;
  /** Undefined for the default route. */
  readonly to: {readonly address: Address; readonly length: number} | undefined;
  readonly gateway: Address | undefined;
  /** Index. */
  readonly interface: number | undefined;
  readonly source: Address | undefined;
  readonly metric: number;
}

/** struct rtmsg: family, lengths of destination and source, TOS, table, protocol, scope, type, flags. */
const headerLength = 12;
/** AF_INET, AF_INET6. */
const families: Readonly<Record<number, Family>> = {2: 'ipv4', 10: 'ipv6'};
/** RT_TABLE_MAIN, RTN_UNICAST, RTM_F_CLONED of <linux/rtnetlink.h>. */
const wanted = {table: 254, type: 1, cloned: 0x200} as const;
/** struct rtnexthop: length, flags, hops, index. */
const hopLength = 8;

/** RTA_* of <linux/rtnetlink.h>. */
const routeAttributes = attributeSet({
  destination: reported(1, inetAddress),
  interface: reported(4, u32),
  gateway: reported(5, inetAddress),
  metric: reported(6, u32),
  source: reported(7, inetAddress),
  hops: reported(9, bytes(65535)),
  table: reported(15, u32),
});

/** Asks for all routes of both families. */
export function routeDump(): StructRequest {
  return {
    type: routeMessage.getRoute,
    flags: 0,
    replyType: routeMessage.newRoute,
    payload: {
      lengthOf: () => headerLength,
      write: (buffer, offset) => {
        buffer.fill(0, offset, offset + headerLength); // AF_UNSPEC
        return offset + headerLength;
      },
    },
  };
}

/** Reads a message of a route; none for other tables, other families, and what is no way out. */
export function readRoutes(buffer: Buffer, start: number, end: number): readonly KernelRoute[] {
  if (end - start < headerLength) throw new MalformedReply('', 'is too short for a route');
  const family = families[buffer[start] as number];
  const isOther = buffer[start + 7] !== wanted.type || (readU32(buffer, start + 8) & wanted.cloned) !== 0;
  if (!family || isOther) return [];
  const values = routeAttributes.read(buffer, start + headerLength, end, 'route');
  if ((values.table ?? buffer[start + 4]) !== wanted.table) return [];
  const {destination, metric = 0, source} = values;
  const to = destination && {address: destination, length: buffer[start + 1] as number};
  const common = {family, to, source, metric};
  if (!values.hops) return [{...common, gateway: values.gateway, interface: values.interface}];
  return hopsOf(Buffer.from(values.hops)).map(hop => ({...common, ...hop}));
}

function hopsOf(buffer: Buffer): readonly Pick<KernelRoute, 'gateway' | 'interface'>[] {
  const hops = [];
  for (let at = 0; at + hopLength <= buffer.length; ) {
    const length = readU16(buffer, at);
    if (length < hopLength) break;
    const {gateway} = routeAttributes.read(buffer, at + hopLength, Math.min(at + length, buffer.length), 'next hop');
    hops.push({gateway, interface: readU32(buffer, at + 4)});
    at += (length + 3) & ~3;
  }
  return hops;
}
