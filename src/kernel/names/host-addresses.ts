import {type Address, addressKey, parseAddress} from '../../net/address.js';

/** All addresses of a host by its name, as getaddrinfo(3) knows them; none where it is not known. */
export async function hostAddresses(host: string): Promise<readonly Address[]> {
  const {promises} = await import('node:dns');
  try {
    const found = await promises.lookup(host, {all: true});
    const addresses = found.flatMap(({address}) => parseAddress(address.split('%')[0] as string) ?? []);
    return [...new Map(addresses.map(address => [addressKey(address), address])).values()];
  } catch {
    return [];
  }
}
