import type {Milliseconds} from '../intervals.js';
import type {InterfaceAddress, Link} from '../ports.js';

/** Links and addresses of this host. */
export interface Network {
  /** Undefined before the snapshot: then nothing is known to be absent. */
  readAt: Milliseconds | undefined;
  /** Events were lost, and what follows are the differences: nobody knows when they happened. */
  isCatchingUp: boolean;
  /** By index. */
  readonly links: Map<number, SeenLink>;
  /** By addressKey; an address may be on many interfaces. */
  readonly addresses: Map<string, readonly SeenAddress[]>;
  /** Addresses that were here, by addressKey. */
  readonly removals: Map<string, Removal>;
}

export interface SeenLink {
  readonly link: Link;
  /** Since it is running, or not; undefined if it has been so since before we looked. */
  readonly since: Milliseconds | undefined;
}

export interface SeenAddress {
  readonly address: InterfaceAddress;
  /** Undefined if it has been there since before we looked, or events were lost. */
  readonly since: Milliseconds | undefined;
  /** Since before we looked. */
  readonly isOld: boolean;
}

export interface Removal extends SeenAddress {
  /** Undefined where it was missed. */
  readonly at: Milliseconds | undefined;
}

export function noNetwork(): Network {
  return {readAt: undefined, isCatchingUp: false, links: new Map(), addresses: new Map(), removals: new Map()};
}
