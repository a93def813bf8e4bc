/** What the documentation says of a finding. */
export interface FindingRow {
  /** `error`: clients suffer, or may at any time; `warning`: they will at the next failure; `notice`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'notice';
  readonly meaning: string;
  /** Which host can know it. */
  readonly knownBy: string;
  readonly from: string;
  /** How long it takes until it is said. */
  readonly after: string;
  readonly confidence: string;
  readonly advice: string;
}

/** Every finding there is, the worst first. docs/findings.md shows this table. */
export const findingCodes = {
  'duplicate-master': {
    severity: 'error',
    meaning: 'two masters for one virtual router',
    knownBy: 'a host that hears both, or is one and hears the other; not a third host where they speak unicast',
    from: "advertisements of two sources; own addresses with a running daemon; the FIFO's MASTER_RX_LOWER_PRI; another host's word",
    after: '2 intervals of both; suspected from the first advertisement after the other had begun',
    confidence: 'suspected, then confirmed',
    advice:
      'find out why they do not hear each other: a firewall that drops protocol 112, authentication, address lists that differ, a cut segment. Until then keep one from being master (lvsctl vrrp switch --to backup on it); when it is over, lvsctl vrrp garp on the one that stays: neighbours may still send to the other.',
  },
  'duplicate-address': {
    severity: 'error',
    meaning: 'an address that two hosts have',
    knownBy: 'the host that asks (ARP probe, neighbour solicitation), or has it and hears another claim it',
    from: "answers of two stations to one probe; a foreign station's claim; IPv6's own detection (dadfailed); a foreign advertisement that lists it. Not with use_vmac, where both have one Ethernet address",
    after: 'at once when probed or claimed; with an advertisement alone it is likely until it is probed',
    confidence: 'likely or suspected; confirmed by a probe',
    advice:
      'take the address from the host that is not master (ip address delete), then announce it from the one that is.',
  },
  'stale-master': {
    severity: 'error',
    meaning: 'addresses without a daemon that would give them up',
    knownBy: 'that host itself',
    from: 'its addresses, and a daemon that is gone (killed) or stopped',
    after: 'at once; half a second where it is stopped by a signal',
    confidence: 'confirmed',
    advice:
      'start the daemon again, which removes or takes over what is left; if it cannot start, take the addresses away by hand: another host may have them already.',
  },
  'deaf-backup': {
    severity: 'error',
    meaning: 'a backup that hears no advertisements on a segment and does not become master there',
    knownBy: 'that host itself',
    from: 'silence on a segment whose link runs, while it says it is backup, or while another member of its sync group hears the master',
    after: 'suspected after 2 intervals, said after the master-down time of its priority',
    confidence: 'suspected, then confirmed; why it is deaf one side cannot know (partition)',
    advice:
      'it would take over blindly or never. Look at the switch between the two (VLAN, IGMP snooping, port), and at the firewall of this host for protocol 112.',
  },
  'no-master': {
    severity: 'error',
    meaning: 'nobody is master',
    knownBy: 'a host that listens on the segment; for unicast only a peer',
    from: 'silence of all, and this host has no address of it either',
    after: 'the master-down time of the lowest priority',
    confidence: 'likely: others may have a master on a segment that is cut off from this one',
    advice: 'see why this host is not master (fault, hold, daemon), and start a daemon on one that can be.',
  },
  'sync-group-torn': {
    severity: 'error',
    meaning: 'members of a sync group are not all master, or not all without',
    knownBy: 'that host itself',
    from: "the members' states: addresses, FIFO, reports",
    after: '2 intervals; suspected before',
    confidence: 'suspected, then confirmed',
    advice:
      'traffic comes in on one side and cannot leave by the other. Reload the daemon, or hold the instance until all members are on one host.',
  },
  'missing-address': {
    severity: 'error',
    meaning: 'a master without some of its addresses',
    knownBy: 'that host itself',
    from: 'the kernel has not all of the wanted addresses on the interface',
    after: '2 intervals; at once where nobody knows since when',
    confidence: 'likely; confirmed where the daemon says it is master',
    advice:
      'somebody removed them (ip address delete does not make keepalived yield): add them again, or reload the daemon.',
  },
  'stray-address': {
    severity: 'error',
    meaning: 'addresses on a host whose daemon says it is not master',
    knownBy: 'that host itself',
    from: 'the addresses, and backup, fault or stop by the FIFO or a report',
    after: '2 intervals; at once where nobody knows since when',
    confidence: 'likely',
    advice: 'left from a daemon that was killed, or configured by hand as well: take them away.',
  },
  'address-list-differs': {
    severity: 'error',
    meaning: 'peers advertise different addresses: keepalived discards such advertisements and both become master',
    knownBy: 'a host that hears one and has the configuration of the other, or hears both',
    from: 'the addresses of an advertisement against those wanted here or advertised by another',
    after: 'at once',
    confidence: 'confirmed while it speaks, and suspected for a minute after',
    advice:
      'make virtual_ipaddress the same on both, and reload both together (reload_time_file), or skip_check_adv_addr; virtual_ipaddress_excluded is not compared.',
  },
  'settings-differ': {
    severity: 'error',
    meaning: 'version, interval or authentication of a peer differ so that advertisements are discarded',
    knownBy: 'a host that hears the peer and has its own configuration',
    from: 'an advertisement against what is wanted here',
    after: 'at once',
    confidence: 'confirmed while it speaks, and suspected for a minute after',
    advice: 'make the instances the same on both hosts but for priority and state.',
  },
  partition: {
    severity: 'error',
    meaning: 'a peer fell silent without a word: it is dead, or the network between is cut',
    knownBy: 'no single host; two that tell each other',
    from: 'silence without priority 0 while the link runs; the word of the other host that it lives',
    after: 'the master-down time',
    confidence: 'unconfirmed from one side, always; confirmed by the word of the other',
    advice: 'ask the other host by another way (ssh, its console) what it is before touching either.',
  },
  'lost-uplink': {
    severity: 'error',
    meaning: 'a router that lost its uplink',
    knownBy: 'that host itself',
    from: 'a link that the instance tracks, or a target beyond it that no longer answers',
    after: 'links at once; targets as soon as they were asked',
    confidence: 'confirmed for links, likely for targets',
    advice:
      'if it is master, move it: lvsctl vrrp switch. Track the link or a script that asks the target, with weight 0.',
  },
  'fixed-roles': {
    severity: 'warning',
    meaning: 'priorities that no tracked failure can turn round',
    knownBy: 'a host with the configuration that has heard the peer as master, or is told its priority',
    from: 'the lowest priority that the weights allow, against the priority of the peer',
    after: 'at once, when the peer has been heard',
    confidence: "likely: the peer's priority may have been changed by what it tracks",
    advice: 'make the weights larger than the difference of the priorities, or weight 0, which is a fault.',
  },
  flapping: {
    severity: 'warning',
    meaning: 'the master changes again and again',
    knownBy: 'a host that listens on the segment',
    from: 'the times of the last changes',
    after: 'the fourth change within a minute',
    confidence: 'confirmed',
    advice:
      'look for a host that is too busy to send in time, a notify script that touches the firewall, or a loose link; lengthen the interval.',
  },
  'carp-neighbour': {
    severity: 'warning',
    meaning: 'CARP uses the number of a virtual router on the same segment, and the same Ethernet address',
    knownBy: 'a host that listens on the segment',
    from: 'messages of CARP within the last minute',
    after: 'at once',
    confidence: 'confirmed',
    advice: 'give one of them another number: with use_vmac they would take the frames of each other.',
  },
  'clear-authentication': {
    severity: 'notice',
    meaning: 'a password that everyone on the segment can read',
    knownBy: 'any host that hears it, or has the configuration',
    from: 'authentication type PASS',
    after: 'at once',
    confidence: 'confirmed',
    advice:
      'it protects from mistakes only, RFC 3768 has removed it: use version 3 and keep strangers from the segment, or unicast_peer.',
  },
  'too-many-speakers': {
    severity: 'notice',
    meaning: 'more sources of advertisements than are remembered',
    knownBy: 'a host that listens on the segment',
    from: 'what was dropped within the last hour',
    after: 'at once',
    confidence: 'confirmed',
    advice: 'somebody may be making them up: look with tcpdump "proto 112". Views may lack those that came last.',
  },
} as const satisfies Record<string, FindingRow>;

export type FindingCode = keyof typeof findingCodes;
