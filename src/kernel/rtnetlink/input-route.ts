import type {Address, Family} from '../../net/address.js';
import {attributeSet, optional} from '../netlink/attribute-set.js';
import {u32} from '../netlink/codec.js';
import type {StructRequest} from '../netlink/request.js';
import {inetAddress, routeMessage} from './attributes.js';

/** EXDEV: the reverse path filter (fib_validate_source of fib_frontend.c); from Linux 6.13 on EINVAL, whatever the reason. */
export const refusals: readonly number[] = [18, 22];

/** struct rtmsg. */
const headerLength = 12;
/** AF_INET, AF_INET6. */
const familyNumbers: Readonly<Record<Family, number>> = {ipv4: 2, ipv6: 10};

/** RTA_* of <linux/rtnetlink.h>. */
const questionAttributes = attributeSet({
  destination: optional(1, inetAddress),
  source: optional(2, inetAddress),
  from: optional(3, u32),
});

/** Asks what becomes of a packet that comes in by an interface, as ip route get TO from FROM iif IF does. @param index of the interface */
export function inputRouteQuestion(to: Address, from: Address, index: number): StructRequest {
  const values = {destination: to, source: from, from: index};
  const length = to.family === 'ipv4' ? 32 : 128;
  return {
    type: routeMessage.getRoute,
    flags: 0,
    replyType: routeMessage.newRoute,
    payload: {
      lengthOf: () => headerLength + questionAttributes.lengthOf(values),
      write: (buffer, offset) => {
        buffer.fill(0, offset, offset + headerLength);
        buffer.set([familyNumbers[to.family], length, length], offset);
        return questionAttributes.write(values, buffer, offset + headerLength);
      },
    },
  };
}
