/** What is known of a manager beyond what it writes: what its traps are made of. Texts are from outside. */
export interface ManagerDetail {
  /** `stopped` by a signal: it says and does nothing. */
  readonly state: 'running' | 'stopped';
  /** Whether its files are others than it runs with; undefined where that cannot be told. */
  readonly isReloadPending: boolean | undefined;
  /** What it would refuse its configuration for, at the next start or reload. */
  readonly refusals: readonly LocatedWords[];
  /** Addresses it has whenever it is master. */
  readonly addresses: readonly string[];
  /** Virtual routers it speaks for: `ipv4 51 on eth0`. */
  readonly routers: readonly string[];
  readonly keepalived?: KeepalivedDetail;
  readonly ldirectord?: LdirectordDetail;
}

export interface LocatedWords {
  readonly file: string;
  readonly line: number;
  readonly words: string;
}

export interface KeepalivedDetail {
  /** A script or FIFO in front of enable_script_security that a reload would drop; in words. */
  readonly orderTrap: string | undefined;
  /** MISC_CHECKs with misc_dynamic. */
  readonly dynamicChecks: number;
  /** reload_check_config: a file that it would refuse does it no harm. */
  readonly checksReload: boolean;
  /** -D: it logs every address and every gratuitous ARP. */
  readonly logsDetails: boolean;
  /** -V: addresses stay when it ends. */
  readonly keepsAddresses: boolean;
  /** lvs_flush: it empties the whole table when it starts. */
  readonly flushesTable: boolean;
  /** use_vmac: it sets rp_filter of all to 0, and of each interface to what it was. */
  readonly hasVirtualMacs: boolean;
}

export interface LdirectordDetail {
  /** readdquiescent: servers are added with weight 0 until their first check. */
  readonly readdsQuiescent: boolean;
  /** autoreload. */
  readonly reloadsItself: boolean;
}
