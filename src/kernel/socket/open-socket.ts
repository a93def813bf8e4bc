import {type Family, ipv4, ipv6} from '../../net/address.js';
import {level} from '../packet/socket-constants.js';
import type {SystemCalls} from '../packet/system-calls.js';
import {newDescriptor, type Origin} from './new-descriptor.js';

/** IP_RECVERR of <linux/in.h>, IPV6_RECVERR of <linux/in6.h>. */
const receiveErrors = {ipv4: 11, ipv6: 25} as const;

/** IPV6_V6ONLY of <linux/in6.h>. */
const onlyIpv6 = 26;
const anywhere = {ipv4: ipv4(0), ipv6: ipv6(0, 0, 0, 0)} as const;

/**
 * A non-blocking socket that is not connected, for a check that connects it.
 *
 * One of UDP is told of every ICMP error once it is connected: without IP_RECVERR Linux tells of a closed port alone, and
 * a host that is gone looks as if it were silent. And it has its port already: libuv sets SO_REUSEADDR, with which Linux
 * gives a socket that is bound by connecting it a port that others of us have, and answers go astray.
 * @returns its descriptor
 * @throws Error with `code`: EPERM, ENODEV, EADDRNOTAVAIL, EADDRINUSE, EMFILE
 */
export function openSocket(calls: SystemCalls, kind: 'tcp' | 'udp', family: Family, origin: Origin): number {
  if (kind === 'tcp') return newDescriptor(calls, 'stream', family, 0, origin);
  return newDescriptor(calls, 'datagram', family, 0, {bindAddress: anywhere[family], ...origin}, set => {
    set(level[family], receiveErrors[family], 1);
    if (family === 'ipv6') set(level.ipv6, onlyIpv6, 1);
  });
}
