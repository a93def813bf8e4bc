import {type Address, parseAddress} from '../../../net/address.js';
import {parseEndpoint} from '../../../net/endpoint.js';

/** A file of ldirectord's maintenancedir by its name: which servers it means. */
export interface NamedFile {
  readonly name: string;
  /** An address, or the name of a host. */
  readonly host: Address | string;
  /** Undefined: whatever port. */
  readonly port: number | undefined;
}

const hostName = /^([a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?)(?::(\d{1,5}))?$/i;

/** `10.0.0.11:80`, `10.0.0.11`, `[2001:db8::11]:80`, `[2001:db8::11]`, `web1.example.net:80`, `web1`; undefined for others. */
export function parseNamedFile(name: string): NamedFile | undefined {
  const endpoint = parseEndpoint(name);
  if (endpoint) return {name, host: endpoint.address, port: endpoint.port};
  const address = parseAddress(name.replace(/^\[(.*:.*)\]$/, '$1'));
  if (address) return {name, host: address, port: undefined};
  const [, host, port] = hostName.exec(name) ?? [];
  if (host === undefined || /^[\d.]+$/.test(host) || Number(port ?? 0) > 65_535) return undefined;
  return {name, host, port: port === undefined ? undefined : Number(port)};
}
