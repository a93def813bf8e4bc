import type {ServiceId} from '../ipvs/service.js';
import {formatServiceId} from '../ipvs/service-text.js';
import {protocolName} from '../ipvs/protocol.js';
import {type Address, addressKey, formatAddress, parseAddress} from '../net/address.js';
import {type Endpoint, formatEndpoint, parseEndpoint} from '../net/endpoint.js';
import type {NamedThings} from './settings.js';

/** Names for numbers, and numbers for names. */
export class NameBook {
  readonly #hostNames = new Map<string, string>();
  readonly #serviceNames = new Map<string, string>();
  readonly #addresses = new Map<string, Address[]>();
  readonly #services = new Map<string, string>();

  /** The last name of a thing is the one that is shown. */
  constructor({hosts, services}: NamedThings) {
    for (const {name, address} of hosts) {
      this.#hostNames.set(addressKey(address), name);
      this.#addresses.set(name, [...(this.#addresses.get(name) ?? []), address]);
    }
    for (const {name, service} of services) {
      this.#serviceNames.set(service, name);
      this.#services.set(name, service);
    }
  }

  get isEmpty(): boolean {
    return this.#addresses.size === 0 && this.#services.size === 0;
  }

  /** All names, for whoever completes them. */
  get all(): {readonly hosts: readonly string[]; readonly services: readonly string[]} {
    return {hosts: [...this.#addresses.keys()], services: [...this.#services.keys()]};
  }

  hostName(address: Address): string | undefined {
    return this.#hostNames.size === 0 ? undefined : this.#hostNames.get(addressKey(address));
  }

  /** @param service as lvsctl names it: `tcp/10.0.0.1:80` */
  serviceName(service: string): string | undefined {
    return this.#serviceNames.get(service);
  }

  /** `web1`, or the numbers. */
  address(address: Address): string {
    return this.hostName(address) ?? formatAddress(address);
  }

  /** `web1:80`, or the numbers. */
  endpoint(endpoint: Endpoint): string {
    const name = this.hostName(endpoint.address);
    return name === undefined ? formatEndpoint(endpoint) : `${name}:${endpoint.port}`;
  }

  /** `web`; `tcp/vip1:80` where only the address has a name; or the numbers. */
  service(id: ServiceId): string {
    const numbers = formatServiceId(id);
    const name = this.serviceName(numbers);
    if (name !== undefined || id.type === 'fwmark') return name ?? numbers;
    return `${protocolName(id.protocol)}/${this.endpoint(id)}`;
  }

  /** The name of what a text says in numbers: an address, one with a port, a service; else the text. */
  text(text: string): string {
    const endpoint = parseEndpoint(text);
    const address = parseAddress(text);
    if (endpoint) return this.endpoint(endpoint);
    return (address && this.hostName(address)) ?? this.serviceName(text) ?? text;
  }

  /** None for what is no name of a host. */
  addressesOf(host: string): readonly Address[] {
    return this.#addresses.get(host) ?? [];
  }

  /**
   * What somebody means by a service, in numbers: by its name, or by that of its address: `web`, `tcp/vip1:80`. Several
   * where the name has several addresses; the text itself where there is no name in it.
   */
  servicesMeant(text: string): readonly string[] {
    const service = this.#services.get(text);
    if (service !== undefined) return [service];
    const [, protocol = '', host = '', port = ''] = /^([a-z]+\/)?([^/:[\]]+)(:\d+)?$/.exec(text) ?? [];
    const addresses = this.addressesOf(host);
    if (addresses.length === 0) return [text];
    return addresses.map(address => `${protocol}${port === '' ? formatAddress(address) : withPort(address, port)}`);
  }

  /** The same of a real server: `web1`, `web1:80`. */
  serversMeant(text: string): readonly string[] {
    const [, host = '', port = ''] = /^([^/:[\]]+)(:\d+)?$/.exec(text) ?? [];
    const addresses = this.addressesOf(host);
    if (addresses.length === 0) return [text];
    return addresses.map(address => (port === '' ? formatAddress(address) : withPort(address, port)));
  }
}

/** Where nobody has given names, or numbers are wanted. */
export const noNames = new NameBook({hosts: [], services: []});

/** @param port with its colon */
function withPort(address: Address, port: string): string {
  return address.family === 'ipv4' ? `${formatAddress(address)}${port}` : `[${formatAddress(address)}]${port}`;
}
