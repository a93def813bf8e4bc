import type {Address, Family} from '../../net/address.js';
import type {OwnAuthentication} from '../advertisement.js';
import type {Milliseconds, Version} from '../intervals.js';

/** A virtual router that a configuration wants on this host: the little that views and findings need of it. */
export interface WantedInstance {
  readonly name: string;
  /** Who runs it, as the observer's daemon events name it. */
  readonly daemon: string;
  readonly interface: string;
  readonly virtualRouter: number;
  readonly family: Family;
  readonly version: Version;
  /** Before anything that is tracked changes it. */
  readonly priority: number;
  readonly interval: Milliseconds;
  readonly addresses: readonly WantedAddress[];
  /** Undefined for multicast. */
  readonly unicastPeers: readonly Address[] | undefined;
  /** Where it differs from 224.0.0.18 or ff02::12. */
  readonly multicastGroup?: Address | undefined;
  /** Of version 2; its AH can be recognised, not verified. Without the password: whoever runs it keeps it to itself. */
  readonly authentication:
    | OwnAuthentication
    | {readonly type: 'ah'}
    | {readonly type: 'password'; readonly password: undefined};
  /** keepalived's skip_check_adv_addr: a list that differs harms nobody. */
  readonly ignoresAddressLists: boolean;
  readonly preempts: boolean;
  readonly syncGroup: string | undefined;
  readonly tracked: readonly Tracked[];
}

export interface WantedAddress {
  readonly address: Address;
  /** Where it differs from the instance's. */
  readonly interface: string | undefined;
  /** virtual_ipaddress_excluded: added, but not advertised. */
  readonly isExcluded: boolean;
}

/** What changes the priority; with weight 0 its failure is a fault. */
export interface Tracked {
  readonly kind: 'interface' | 'script' | 'file' | 'process' | 'bfd';
  readonly name: string;
  readonly weight: number;
  /** The weight counts the other way round. */
  readonly isReversed: boolean;
}
