import {type Address, compareAddresses} from '../../net/address.js';

export interface Rank {
  /** What it advertises. */
  readonly priority: number;
  readonly source: Address;
}

/** RFC 9568 §6.4.3: of two masters the one of higher priority remains; of equals the one with the greater address. */
export function outranks(one: Rank, other: Rank): boolean {
  return (
    one.priority > other.priority || (one.priority === other.priority && compareAddresses(one.source, other.source) > 0)
  );
}
