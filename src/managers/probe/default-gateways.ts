import {readFileSync} from 'node:fs';
import {type Address, ipv4, ipv6} from '../../net/address.js';

/** A router that everything beyond this network goes through. */
export interface Gateway {
  readonly address: Address;
  readonly interface: string;
}

/** RTF_UP and RTF_GATEWAY of <linux/route.h>. */
const upGateway = 0x3;

/** The gateways of default routes, from /proc/net/route and /proc/net/ipv6_route of this network namespace. */
export function readDefaultGateways(): readonly Gateway[] {
  return [...parseIpv4Routes(readOrEmpty('/proc/net/route')), ...parseIpv6Routes(readOrEmpty('/proc/net/ipv6_route'))];
}

/** Iface Destination Gateway Flags RefCnt Use Metric Mask …; addresses as host order shows network order. */
export function parseIpv4Routes(text: string): readonly Gateway[] {
  return text.split('\n').flatMap(line => {
    const [name, destination, gateway, flags, , , , mask] = line.split(/\s+/);
    if (!name || destination !== '00000000' || mask !== '00000000' || gateway === undefined) return [];
    if ((Number.parseInt(flags ?? '', 16) & upGateway) !== upGateway) return [];
    return [{address: ipv4(swapped(Number.parseInt(gateway, 16))), interface: name}];
  });
}

/** destination length source length gateway metric references uses flags interface */
export function parseIpv6Routes(text: string): readonly Gateway[] {
  return text.split('\n').flatMap(line => {
    const [destination, length, , , gateway, , , , flags, name] = line.trim().split(/\s+/);
    if (!name || !/^0{32}$/.test(destination ?? '') || length !== '00' || !/^[\da-f]{32}$/.test(gateway ?? ''))
      return [];
    if ((Number.parseInt(flags ?? '', 16) & upGateway) !== upGateway) return [];
    const word = (i: number) => Number.parseInt((gateway as string).slice(8 * i, 8 * i + 8), 16);
    return [{address: ipv6(word(0), word(1), word(2), word(3)), interface: name}];
  });
}

function swapped(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, true);
  return view.getUint32(0);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a kernel without IPv6 has no such file
  }
}
