import type {Address} from '../../../net/address.js';
import type {Surroundings} from './request.js';

/** ip_vs_new_dest(): a destination's address is unicast, or one of this machine's own. */
export function isPossibleDestination(address: Address, {isLocalAddress}: Surroundings): boolean {
  return (
    (address.family === 'ipv4' ? isUnicastIpv4(address.value) : isUnicastIpv6(address.words)) || isLocalAddress(address)
  );
}

/** inet_addr_type(), without the broadcast addresses of this machine's own networks. */
function isUnicastIpv4(value: number): boolean {
  const first = value >>> 24;
  return first !== 0 && (first < 224 || first >= 240) && value !== 0xffffffff;
}

/** ipv6_addr_type(): IPV6_ADDR_UNICAST and not IPV6_ADDR_LINKLOCAL. */
function isUnicastIpv6([a, b, c, d]: readonly [number, number, number, number]): boolean {
  if (a >>> 24 === 0xff) return false; // multicast
  if (a >>> 22 === 0x3fa) return false; // fe80::/10, link-local
  const isUnspecified = a === 0 && b === 0 && c === 0 && d === 0;
  const isMapped = a === 0 && b === 0 && c === 0xffff; // ::ffff:a.b.c.d
  return !isUnspecified && !isMapped;
}
