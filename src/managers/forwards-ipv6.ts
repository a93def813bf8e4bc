import {readFileSync} from 'node:fs';

/** ip-sysctl's net.ipv6.conf.IF.forwarding; a host without IPv6 is no router of it. */
export function forwardsIpv6(link: string): boolean {
  try {
    return readFileSync(`/proc/sys/net/ipv6/conf/${link}/forwarding`, 'latin1').trim() !== '0';
  } catch {
    return false;
  }
}
