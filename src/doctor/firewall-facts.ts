/** What the rules of this host's firewall do with what a director needs. */
export interface FirewallFacts {
  /** `nf_tables`, `iptables (legacy)`; empty where there are no rules. */
  readonly kinds: readonly string[];
  readonly verdicts: readonly FirewallVerdict[];
  /** Of services by firewall mark: whether a rule sets it. */
  readonly marks: readonly MarkFacts[];
  /** Rules that were meant for something else than what they let through. */
  readonly mistakes: readonly RuleMistake[];
  /** Where rules for ARP are: `arp filter` of nf_tables, `arptables`; what they say is not looked at. Text from outside. */
  readonly arp: readonly string[];
  /** What else may set marks: `filters of tc on eth0`, `cilium-agent`. Text from outside. */
  readonly markers: readonly string[];
}

/**
 * `requests`: those of clients, on their way from IPVS to real servers; `answers`: those of real servers that are
 * masqueraded, on their way back.
 */
export type PacketPurpose = 'vrrp' | 'synchronization' | 'checks' | 'clients' | 'requests' | 'answers';

/** What became of one kind of packet, walked through the rules. */
export interface FirewallVerdict {
  readonly purpose: PacketPurpose;
  /** `VRRP in on eth0`, `connection synchronization in on eth1`, `checks of 10.1.0.11:80`, `clients of 10.0.0.1:80`. */
  readonly packet: string;
  /**
   * `some`: rules let it through from some senders or interfaces, and from no others; `unclear`: a rule decides by what is
   * not known here (a set that rules fill, a mark, an extension).
   */
  readonly verdict: 'passes' | 'dropped' | 'some' | 'unclear';
  /** The rule that decided: table, chain, its words; undefined for the policy of no chain. Text from outside. */
  readonly rule: string | undefined;
  /** The rule that rewrites its source or destination address, where one does. Text from outside. */
  readonly translated: {readonly part: 'source' | 'destination'; readonly rule: string} | undefined;
}

export interface MarkFacts {
  /** `fwmark/7` */
  readonly service: string;
  readonly fwmark: number;
  /** Undefined where a rule sets marks that are not known here, or something else may. */
  readonly isSet: boolean | undefined;
}

export interface RuleMistake {
  /** Text from outside. */
  readonly rule: string;
  /** What is wrong with it. */
  readonly words: string;
}
