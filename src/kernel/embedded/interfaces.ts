import {readFileSync} from 'node:fs';
import {networkInterfaces} from 'node:os';
import {addressKey, parseAddress} from '../../net/address.js';

/** What the embedded kernel asks of a network interface. */
export interface Interface {
  readonly name: string;
  readonly mtu: number;
  /** Keys (addressKey) of its addresses. */
  readonly addresses: readonly string[];
}

/** The interfaces of this machine that are up and have an address. */
export function machineInterfaces(): Interface[] {
  return Object.entries(networkInterfaces()).map(([name, addresses = []]) => ({
    name,
    mtu: readMtu(name),
    addresses: addresses.flatMap(({address}) => {
      const parsed = parseAddress(address.split('%', 1)[0] as string);
      return parsed ? [addressKey(parsed)] : [];
    }),
  }));
}

function readMtu(name: string): number {
  try {
    return Number(readFileSync(`/sys/class/net/${name}/mtu`, 'latin1'));
  } catch {
    return 1500; // no /sys: what nearly every interface has
  }
}
