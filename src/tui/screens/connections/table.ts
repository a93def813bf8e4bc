import {type Connection, isTemplate} from '../../../ipvs/connection.js';
import type {Address} from '../../../net/address.js';
import {ipv4, ipv6} from '../../../net/address.js';
import type {Endpoint} from '../../../net/endpoint.js';

/** The endpoints of a connection, in the order of a record. */
export const part = {client: 0, virtual: 1, destination: 2} as const;
export type Part = (typeof part)[keyof typeof part];

/**
 * A record: [protocol | state << 16, families | destination's port << 16, client's port | virtual port << 16, expires],
 * then four words of each address. Bit n of the families: address n is one of IPv6.
 */
const recordSize = 16;
const addressesAt = 4;

interface Persistence {
  readonly engine: string | undefined;
  readonly data: string | undefined;
}

const noPersistence: Persistence = {engine: undefined, data: undefined};

/** Connections in 64 bytes each, to be filtered, compared and counted by hundreds of thousands; in the order they came. */
export class ConnectionTable {
  #records = new Uint32Array(1024 * recordSize);
  #length = 0;
  readonly #protocols = new Words();
  readonly #states = new Words();
  readonly #persistence = new Map<number, Persistence>();

  get length(): number {
    return this.#length;
  }

  push(connection: Connection): void {
    const {client, virtual, destination, persistenceEngine: engine, persistenceData: data} = connection;
    const place = this.#length++;
    const start = place * recordSize;
    if (start === this.#records.length) {
      const before = this.#records;
      this.#records = new Uint32Array(before.length * 2);
      this.#records.set(before);
    }
    const records = this.#records;
    records[start] = this.#protocols.number(connection.protocol) | (this.#states.number(stateOf(connection)) << 16);
    records[start + 2] = client.port | (virtual.port << 16);
    records[start + 3] = connection.expires;
    let families = this.#writeAddress(start, part.client, client.address);
    families |= this.#writeAddress(start, part.virtual, virtual.address);
    families |= this.#writeAddress(start, part.destination, destination.address);
    records[start + 1] = families | (destination.port << 16);
    if (engine !== undefined || data !== undefined) this.#persistence.set(place, {engine, data});
  }

  /** NB: a template's state is TEMPLATE here. */
  at(place: number): Connection {
    const {engine, data} = this.persistenceAt(place);
    return {
      protocol: this.protocolAt(place),
      client: this.endpointAt(part.client, place),
      virtual: this.endpointAt(part.virtual, place),
      destination: this.endpointAt(part.destination, place),
      state: this.stateAt(place),
      expires: this.expiresAt(place),
      persistenceEngine: engine,
      persistenceData: data,
    };
  }

  protocolAt(place: number): string {
    return this.#protocols.word((this.#records[place * recordSize] as number) & 0xffff);
  }

  stateAt(place: number): string {
    return this.#states.word((this.#records[place * recordSize] as number) >>> 16);
  }

  expiresAt(place: number): number {
    return this.#records[place * recordSize + 3] as number;
  }

  persistenceAt(place: number): Persistence {
    return this.#persistence.get(place) ?? noPersistence;
  }

  endpointAt(which: Part, place: number): Endpoint {
    const word = (i: number) => this.#records[place * recordSize + addressesAt + which * 4 + i] as number;
    const address = this.#isIpv6(which, place) ? ipv6(word(0), word(1), word(2), word(3)) : ipv4(word(0));
    return {address, port: this.#portAt(which, place)};
  }

  /** By address, then port: negative where that of the first is before that of the second. */
  compareEndpoints(which: Part, a: number, b: number): number {
    const records = this.#records;
    const family = Number(this.#isIpv6(which, a)) - Number(this.#isIpv6(which, b));
    if (family !== 0) return family;
    const offset = addressesAt + which * 4;
    for (let i = offset; i < offset + 4; i++) {
      const difference = (records[a * recordSize + i] as number) - (records[b * recordSize + i] as number);
      if (difference !== 0) return difference;
    }
    return this.#portAt(which, a) - this.#portAt(which, b);
  }

  isAt(which: Part, place: number, {address, port}: Endpoint): boolean {
    if (this.#portAt(which, place) !== port) return false;
    if (this.#isIpv6(which, place) !== (address.family === 'ipv6')) return false;
    const start = place * recordSize + addressesAt + which * 4;
    if (address.family === 'ipv4') return this.#records[start] === address.value;
    return address.words.every((word, i) => this.#records[start + i] === word);
  }

  /** Equal for the same address only, and quickly made; not for people. */
  addressKeyAt(which: Part, place: number): number | string {
    const start = place * recordSize + addressesAt + which * 4;
    const first = this.#records[start] as number;
    if (!this.#isIpv6(which, place)) return first;
    return `${first}:${this.#records[start + 1]}:${this.#records[start + 2]}:${this.#records[start + 3]}`;
  }

  /** The same with the port. */
  endpointKeyAt(which: Part, place: number): number | string {
    const address = this.addressKeyAt(which, place);
    const port = this.#portAt(which, place);
    return typeof address === 'number' ? address * 0x10000 + port : `${address}/${port}`;
  }

  /** Whether there is an address of IPv6 in it. */
  isWideAt(place: number): boolean {
    return ((this.#records[place * recordSize + 1] as number) & 7) !== 0;
  }

  #portAt(which: Part, place: number): number {
    const start = place * recordSize;
    if (which === part.destination) return (this.#records[start + 1] as number) >>> 16;
    const ports = this.#records[start + 2] as number;
    return which === part.client ? ports & 0xffff : ports >>> 16;
  }

  #isIpv6(which: Part, place: number): boolean {
    return (((this.#records[place * recordSize + 1] as number) >>> which) & 1) === 1;
  }

  /** @returns its bit of the families */
  #writeAddress(start: number, which: Part, address: Address): number {
    const offset = start + addressesAt + which * 4;
    if (address.family === 'ipv6') this.#records.set(address.words, offset);
    else this.#records[offset] = address.value;
    return address.family === 'ipv6' ? 1 << which : 0;
  }
}

/** The kernel's word, or TEMPLATE: what one asks for. */
export function stateOf(connection: Connection): string {
  return isTemplate(connection) ? template : connection.state;
}

export const template = 'TEMPLATE';

/** A few words by number, each kept once. */
class Words {
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();

  number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  word(number: number): string {
    return this.#words[number] as string;
  }
}
