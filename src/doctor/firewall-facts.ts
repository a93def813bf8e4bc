/** What the rules of this host's firewall do with what a director needs. */
export interface FirewallFacts {
  /** `nf_tables`, `iptables (legacy)`; empty where there are no rules. */
  readonly kinds: readonly string[];
  readonly verdicts: readonly FirewallVerdict[];
}

/** What became of one kind of packet, walked through the rules. */
export interface FirewallVerdict {
  /** `VRRP in on eth0`, `connection synchronization in on eth1`, `checks of 10.1.0.11:80`, `clients of 10.0.0.1:80`. */
  readonly packet: string;
  /** `unclear`: a rule decides by what is not known here (a set, a rate, a mark). */
  readonly verdict: 'passes' | 'dropped' | 'unclear';
  /** The rule that decided: table, chain, its words; undefined for the policy of no chain. */
  readonly rule: string | undefined;
}
