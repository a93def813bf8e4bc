import {parseServicePattern, type ServicePattern} from '../../ipvs/service-text.js';
import type {Selection} from '../../maintenance/drain/selection.js';
import {type Address, parseAddress} from '../../net/address.js';
import {parseEndpoint} from '../../net/endpoint.js';
import {parsePrefix, type Prefix} from '../../net/prefix.js';
import {type Kind, Usage} from '../command.js';

/** Services as they were typed, and what they mean. */
export interface NamedServices {
  readonly names: readonly string[];
  readonly patterns: readonly ServicePattern[];
}

export const servicesKind: Kind<NamedServices> = {
  names: 'services',
  placeholder: 'SERVICE,...',
  completes: 'service',
  parse: text => {
    const names = [...new Set(text.split(','))].sort();
    const patterns = names.map(name => {
      const pattern = parseServicePattern(name);
      if (!pattern)
        throw new Usage(
          `'${name}' is not a service: write [tcp/|udp/|sctp/]ADDRESS[:PORT], fwmark/N or fwmark6/N, with IPv6 addresses in brackets`,
        );
      return pattern;
    });
    return {names, patterns};
  },
};

/** The one word that these commands take. */
export function onlyTarget(words: readonly string[]): string {
  const [target] = words;
  if (target === undefined || words.length !== 1)
    throw new Usage('name one real server: NAME, ADDRESS or ADDRESS/BITS');
  return target;
}

/**
 * REAL[:PORT]: a name, an address or a prefix.
 * @throws Usage for what is none, and for a name without address
 */
export async function selectTarget(
  text: string,
  services: NamedServices | undefined,
  addressesOf: (host: string) => Promise<readonly Address[]>,
): Promise<Selection> {
  const {hosts, port} = await readTarget(text, addressesOf);
  return {type: 'hosts', hosts, port, services: services?.patterns ?? []};
}

async function readTarget(
  text: string,
  addressesOf: (host: string) => Promise<readonly Address[]>,
): Promise<{readonly hosts: readonly Prefix[]; readonly port: number | undefined}> {
  const prefix = parsePrefix(text);
  if (prefix) return {hosts: [prefix], port: undefined};
  const endpoint = parseEndpoint(text);
  if (endpoint) return {hosts: [hostPrefix(endpoint.address)], port: endpoint.port};
  const bracketed = /^\[(.*)\]$/.exec(text);
  const address = bracketed && parseAddress(bracketed[1] as string);
  if (address) return {hosts: [hostPrefix(address)], port: undefined};
  const name = /^([A-Za-z0-9_](?:[\w.-]{0,252}))(?::(\d{1,5}))?$/.exec(text);
  const port = name?.[2] === undefined ? undefined : Number(name[2]);
  if (!name || (port !== undefined && port > 65535) || /^[\d.]+$/.test(name[1] as string))
    throw new Usage(
      `'${text}' is not a real server: write NAME, ADDRESS or ADDRESS/BITS, a name or address also with :PORT, and IPv6 addresses before a port in brackets`,
    );
  const addresses = await addressesOf(name[1] as string);
  if (addresses.length === 0) throw new Usage(`${name[1]} has no address: no such host is known here`);
  return {hosts: addresses.map(hostPrefix), port};
}

function hostPrefix(address: Address): Prefix {
  return {address, length: address.family === 'ipv4' ? 32 : 128};
}
