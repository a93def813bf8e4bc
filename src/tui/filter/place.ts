import {type Address, isSameAddress, parseAddress} from '../../net/address.js';
import {parseEndpoint} from '../../net/endpoint.js';
import {parsePrefix, prefixContains} from '../../net/prefix.js';
import type {FilterFields} from './fields.js';
import type {Reading} from './reading.js';

/** A port, an address, an endpoint or a prefix; undefined for any other word. */
export function readPlace<T>(word: string, fields: FilterFields<T>): Reading<T> | undefined {
  const port = /^:(\d+)$/.exec(word)?.[1];
  if (port !== undefined) {
    const wanted = Number(port);
    return wanted > 65535 ? noPort(port, 1) : {matches: row => fields.ports(row).includes(wanted)};
  }
  const prefix = parsePrefix(word);
  if (prefix) return {matches: row => fields.addresses(row).some(address => prefixContains(prefix, address))};
  const endpoint = parseEndpoint(word);
  if (endpoint) return {matches: row => isAt(fields, row, endpoint.address, endpoint.port)};
  return whatIsWrong(word);
}

/** The port must be the one of the address where the row tells which belongs to which. */
function isAt<T>(fields: FilterFields<T>, row: T, address: Address, port: number): boolean {
  const addresses = fields.addresses(row);
  const ports = fields.ports(row);
  if (addresses.length === ports.length)
    return addresses.some((each, i) => ports[i] === port && isSameAddress(each, address));
  return ports.includes(port) && addresses.some(each => isSameAddress(each, address));
}

/** Of a word that begins as an address: otherwise it would silently be searched as a text. */
function whatIsWrong(word: string): {problem: string; at: number} | undefined {
  const prefix = /^([^/]+)\/(\d+)$/.exec(word);
  const address = prefix ? parseAddress(prefix[1] as string) : undefined;
  if (prefix && address) {
    const bits = address.family === 'ipv4' ? 32 : 128;
    return {problem: `a prefix has 0 to ${bits} bits`, at: (prefix[1] as string).length + 1};
  }
  const endpoint = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d+)$/.exec(word);
  if (!endpoint || !parseAddress((endpoint[1] ?? endpoint[2]) as string)) return undefined;
  const port = endpoint[3] as string;
  return noPort(port, word.length - port.length);
}

function noPort(port: string, at: number): {problem: string; at: number} {
  return {problem: `${port} is no port: 0 to 65535`, at};
}
