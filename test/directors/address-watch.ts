import {addressKey, parseAddress} from '../../src/net/address.js';
import {RtnetlinkClient} from '../../src/kernel/rtnetlink/rtnetlink-client.js';
import type {NetworkEvent} from '../../src/vrrp/ports.js';
import type {Director} from './director.js';
import {now} from './network.js';

interface Change {
  readonly at: number;
  readonly host: string;
  readonly isPresent: boolean;
}

/** Which of some hosts has an address, at every moment. */
export class AddressWatch {
  readonly changes: Change[] = [];
  readonly #clients: readonly RtnetlinkClient[];
  readonly #address: string;

  constructor(hosts: readonly Director[], address: string) {
    this.#address = addressKey(parseAddress(address)!);
    this.#clients = hosts.map(({name, namespace}) => {
      const client = new RtnetlinkClient(namespace.kernel);
      client.watch(
        events => {
          for (const event of events) this.#take(name, event);
        },
        error => {
          throw error;
        },
      );
      return client;
    });
  }

  /** Those that have it now. */
  get holders(): readonly string[] {
    return [...this.#holdersAfter(this.changes)].sort();
  }

  /** How often a host got it. */
  gains(host: string, since = 0): number {
    return this.changes.filter(change => change.host === host && change.isPresent && change.at >= since).length;
  }

  /** How long, at the longest, two had it at once: milliseconds. */
  longestDouble(since = 0, until = now()): number {
    return this.#longest(since, until, count => count > 1);
  }

  /** How long, at the longest, nobody had it after somebody did. */
  longestNone(since = 0, until = now()): number {
    return this.#longest(since, until, count => count === 0);
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  #take(host: string, event: NetworkEvent): void {
    if (event.type !== 'address-added' && event.type !== 'address-removed') return;
    if (addressKey(event.address.address) !== this.#address) return;
    this.changes.push({at: now(), host, isPresent: event.type === 'address-added'});
  }

  #longest(since: number, until: number, isMeant: (holders: number) => boolean): number {
    let longest = 0;
    const holders = new Set<string>();
    for (const [i, change] of this.changes.entries()) {
      if (change.isPresent) holders.add(change.host);
      else holders.delete(change.host);
      const end = Math.min(this.changes[i + 1]?.at ?? until, until);
      if (isMeant(holders.size)) longest = Math.max(longest, end - Math.max(change.at, since));
    }
    return longest;
  }

  #holdersAfter(changes: readonly Change[]): ReadonlySet<string> {
    const holders = new Set<string>();
    for (const {host, isPresent} of changes) {
      if (isPresent) holders.add(host);
      else holders.delete(host);
    }
    return holders;
  }
}
