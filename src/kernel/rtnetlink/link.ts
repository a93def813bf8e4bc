import {macFromBytes} from '../../net/mac.js';
import type {Link, OperationalState} from '../../vrrp/ports.js';
import {readU32} from '../netlink/bytes.js';
import {MalformedReply} from '../netlink/malformed-reply.js';
import type {StructRequest} from '../netlink/request.js';
import {linkAttributes, routeMessage, skipStatistics} from './attributes.js';

/** struct ifinfomsg: family, padding, type, index, flags, which of them change. */
const headerLength = 16;

/** IFF_* of <linux/if.h>. */
const flag = {up: 0x1, loopback: 0x8, running: 0x40, lowerUp: 0x10000} as const;

/** IF_OPER_* of <linux/if.h>, by their numbers. */
const operationalStates = [
  'unknown',
  'not-present',
  'down',
  'lower-layer-down',
  'testing',
  'dormant',
  'up',
] as const satisfies readonly OperationalState[];

/** Reads a message of a link. Undefined for what is no news of the link itself: of a bridge about its port (AF_BRIDGE), of a radio. */
export function readLink(buffer: Buffer, start: number, end: number): Link | undefined {
  if (end - start < headerLength) throw new MalformedReply('', 'is too short for a link');
  const isAboutLink = buffer[start] === 0; // AF_UNSPEC
  const values = linkAttributes.read(buffer, start + headerLength, end, 'link');
  if (!isAboutLink || values.wireless || values.name === undefined) return undefined;
  const index = readU32(buffer, start + 4);
  const flags = readU32(buffer, start + 8);
  const has = (bit: number) => (flags & bit) !== 0;
  const {address, link, linkNamespace, master} = values;
  return {
    index,
    name: values.name,
    mac: address?.length === 6 ? macFromBytes(address) : undefined,
    mtu: values.mtu ?? 0,
    isUp: has(flag.up),
    isRunning: has(flag.running),
    hasCarrier: values.carrier === undefined ? has(flag.lowerUp) : values.carrier !== 0,
    isLoopback: has(flag.loopback),
    operationalState: operationalStates[values.operationalState ?? 0] ?? 'unknown',
    master: master === 0 ? undefined : master,
    parent: link === undefined || link === 0 || link === index || linkNamespace !== undefined ? undefined : link,
    kind: values.information?.kind,
  };
}

/** Asks for all links. */
export function linkDump(): StructRequest {
  const values = {filterMask: skipStatistics};
  return {
    type: routeMessage.getLink,
    flags: 0,
    replyType: routeMessage.newLink,
    payload: {
      lengthOf: () => headerLength + linkAttributes.lengthOf(values),
      write: (buffer, offset) => {
        buffer.fill(0, offset, offset + headerLength);
        return linkAttributes.write(values, buffer, offset + headerLength);
      },
    },
  };
}
