import {connectionTableSize} from '../release.js';
import {foldAddress} from '../table/service-table.js';
import {Agenda} from './agenda.js';
import {type ConnectionEntry, keyOf} from './connection.js';

/** A timer further away is looked at in between, lest connections that are gone are kept until it is due. Milliseconds. */
const furthest = 60_000;

/**
 * The hash of connections, in whose order /proc/net/ip_vs_conn shows them, and their timers. The kernel's hash has a
 * random seed, so its order means nothing: ours only is as mixed.
 */
export class ConnectionTable {
  readonly #buckets: ConnectionEntry[][] = Array.from({length: connectionTableSize}, () => []);
  readonly #byKey = new Map<string, ConnectionEntry>();
  readonly #members = new Set<ConnectionEntry>();
  /** NB: a timer may be set to earlier than the connection expires: it is looked at again then. */
  readonly #timers = new Agenda<ConnectionEntry>();
  #serial = 0;

  get size(): number {
    return this.#members.size;
  }

  find(key: string): ConnectionEntry | undefined {
    return this.#byKey.get(key);
  }

  has(connection: ConnectionEntry): boolean {
    return this.#members.has(connection);
  }

  add(connection: ConnectionEntry): void {
    connection.serial = ++this.#serial;
    this.#members.add(connection);
    connection.key = keyOf(connection);
    this.#byKey.set(connection.key, connection);
    this.#bucket(connection).push(connection);
    this.#arm(connection, connection.expiresAt);
  }

  remove(connection: ConnectionEntry): void {
    this.#members.delete(connection);
    this.forget(connection);
    const bucket = this.#bucket(connection);
    bucket.splice(bucket.indexOf(connection), 1);
  }

  /** It stays in the table, but no packet finds it any more. */
  forget(connection: ConnectionEntry): void {
    if (this.#byKey.get(connection.key) === connection) this.#byKey.delete(connection.key);
  }

  /** mod_timer(). */
  expireAt(connection: ConnectionEntry, at: number): void {
    connection.expiresAt = at;
    if (at < connection.timerAt) this.#arm(connection, at);
  }

  /** When the next connection expires. */
  nextExpiry(): number {
    for (;;) {
      const next = this.#timers.next;
      if (!next) return Number.POSITIVE_INFINITY;
      const {at, item} = next;
      const isCurrent = item.timerAt === at && this.#members.has(item);
      if (isCurrent && item.expiresAt === at) return at;
      this.#timers.removeNext();
      if (isCurrent) this.#arm(item, Math.min(item.expiresAt, at + furthest));
    }
  }

  /** Takes the connection whose time nextExpiry() told. Whoever takes it removes it or gives it another time. */
  takeExpired(): ConnectionEntry {
    const {item} = this.#timers.next as {item: ConnectionEntry};
    this.#timers.removeNext();
    return item;
  }

  /** Arms a timer again that takeExpired() took. */
  rearm(connection: ConnectionEntry, at: number): void {
    connection.expiresAt = at;
    this.#arm(connection, at);
  }

  /** In the order of creation. */
  inCreation(): Iterable<ConnectionEntry> {
    return this.#members;
  }

  /** In the table's order, the newest first in a bucket, without the first `skip`. */
  *inOrder(skip = 0): Iterable<ConnectionEntry> {
    let left = skip;
    for (const bucket of this.#buckets) {
      if (left >= bucket.length) {
        left -= bucket.length;
        continue;
      }
      for (let i = bucket.length - 1 - left; i >= 0; i--) yield bucket[i] as ConnectionEntry;
      left = 0;
    }
  }

  #arm(connection: ConnectionEntry, at: number): void {
    connection.timerAt = at;
    this.#timers.add(at, connection);
  }

  #bucket({protocol, client, clientPort}: ConnectionEntry): ConnectionEntry[] {
    let hash = Math.imul(foldAddress(client) ^ protocol, 0x9e3779b1) ^ Math.imul(clientPort + 1, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    return this.#buckets[(hash ^ (hash >>> 13)) & (connectionTableSize - 1)] as ConnectionEntry[];
  }
}
