import {type Address, isSameAddress} from '../../net/address.js';
import {isSameMac, type Mac, macFromBytes} from '../../net/mac.js';
import type {Milliseconds} from '../../vrrp/intervals.js';

/** What goes over a segment. */
export type Transmission =
  | {
      readonly type: 'packet';
      /** The station's. */
      readonly source: Mac;
      readonly protocol: number;
      readonly destination: Address;
      readonly bytes: Uint8Array;
    }
  | {readonly type: 'frame'; readonly bytes: Uint8Array};

/** One interface of a host on a segment. */
export interface Station {
  readonly mac: Mac;
  /** Of IP, the host's own on this interface; the first of a family is the source of what has none. */
  addresses: readonly Address[];
  /** Without carrier nothing goes and nothing comes; what is down refuses to send too. */
  state: 'up' | 'no-carrier' | 'down';
  /** Bytes of an IP packet. */
  mtu: number;
  /** Whoever listens here. */
  receive: (transmission: Transmission, at: Milliseconds) => void;
}

interface Delivery {
  readonly to: Station;
  readonly at: Milliseconds;
  readonly transmission: Transmission;
}

/**
 * A broadcast domain in memory, without a clock: what is sent waits until time is advanced. Stations are named by whoever
 * decides what becomes of what they send.
 */
export class EmbeddedSegment {
  /** How long something takes to another station. To be replaced at will: to delay, to lose, to partition. */
  path: (from: Station, to: Station, transmission: Transmission) => Milliseconds | 'lost' = () => 0;
  readonly #stations: Station[] = [];
  /** In the order of their times. */
  #waiting: Delivery[] = [];
  #now: Milliseconds;

  constructor(now: Milliseconds = 0) {
    this.#now = now;
  }

  /** Plugs in an interface. */
  join(mac: Mac, addresses: readonly Address[]): Station {
    const station: Station = {mac, addresses, state: 'up', mtu: 1500, receive: () => {}};
    this.#stations.push(station);
    return station;
  }

  /** Only within a group does anything arrive; undone by setting `path`. */
  partition(...groups: readonly (readonly Station[])[]): void {
    this.path = (from, to) => (groups.some(group => group.includes(from) && group.includes(to)) ? 0 : 'lost');
  }

  send(from: Station, transmission: Transmission): void {
    if (from.state !== 'up') return;
    for (const to of this.#stations) {
      if (to === from || !isAddressedTo(transmission, to)) continue;
      const delay = this.path(from, to, transmission);
      if (delay !== 'lost') this.#enqueue({to, at: this.#now + delay, transmission});
    }
  }

  /** When the next thing arrives; undefined when nothing is under way. */
  get nextDelivery(): Milliseconds | undefined {
    return this.#waiting[0]?.at;
  }

  /** Lets time pass, and what is due arrive, each at its own time: also what is sent in answer. */
  advance(now: Milliseconds): void {
    for (;;) {
      const next = this.#waiting[0];
      if (!next || next.at > now) break;
      this.#waiting.shift();
      this.#now = next.at;
      if (next.to.state === 'up') next.to.receive(next.transmission, next.at);
    }
    this.#now = Math.max(this.#now, now);
  }

  #enqueue(delivery: Delivery): void {
    const behind = this.#waiting.findIndex(({at}) => at > delivery.at);
    this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, delivery);
  }
}

/** Multicast goes to all, as through a switch that does not snoop. */
function isAddressedTo(transmission: Transmission, {mac, addresses}: Station): boolean {
  if (transmission.type === 'packet') {
    const {destination} = transmission;
    return isMulticast(destination) || addresses.some(address => isSameAddress(address, destination));
  }
  const isForGroup = ((transmission.bytes[0] ?? 0) & 1) === 1;
  return isForGroup || isSameMac(macFromBytes(transmission.bytes), mac);
}

/** 224.0.0.0/4, ff00::/8. */
export function isMulticast(address: Address): boolean {
  return address.family === 'ipv4' ? address.value >>> 28 === 0xe : address.words[0] >>> 24 === 0xff;
}
