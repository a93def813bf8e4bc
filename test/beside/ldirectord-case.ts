/** What a real server does while it is well or ill. */
export type Manner =
  | 'well'
  /** Of its network: nothing listens; what is sent to it is lost. */
  | 'refused'
  | 'dropped'
  /** It accepts, and does that. */
  | 'reset'
  | 'closes'
  | 'silent'
  | 'garbage'
  /** Of the service itself, which tells them by where it is asked from: ldirectord-daemons.ts. */
  | 'other answer'
  | 'refuses'
  | 'nothing'
  /** Each second time it is well. */
  | 'alternates'
  /** Of the command that checks. */
  | 'exit 1'
  | 'hangs'
  /** There is a file in the maintenance folder, named for address and port, address, name, short name. */
  | 'in maintenance, by port'
  | 'in maintenance'
  | 'in maintenance, by name'
  | 'in maintenance, by short name';

/** Where a real server stands: not in the table, in it with its own weight, or with another. */
export type Stand = 'out' | 'in' | number;

/** A virtual service of ldirectord.cf with real servers that fail each in its own way. */
export interface Case {
  readonly name: string;
  /** Of the virtual service. */
  readonly lines: readonly string[];
  /** Of the virtual service and its real servers. */
  readonly port: number;
  /** Where the real servers listen, if that is another. */
  readonly checkPort?: number;
  readonly backend: Backend;
  readonly servers: readonly Server[];
  /** Behind the address and the forwarding of each real server. */
  readonly real?: string;
  readonly isUdp?: boolean;
  readonly isIpv6?: boolean;
  /** A firewall mark instead of an address. */
  readonly mark?: number;
  /** Where servers depend on each other: who is in, in each of the scenes; else it follows from who is ill. */
  readonly scenes?: readonly string[];
  readonly ours?: {readonly scenes: readonly string[]; readonly why: Deviation};
}

export interface Server {
  readonly ill: Manner;
  /** While it is ill, with ldirectord. */
  readonly whenIll: Stand;
  /** While it is well, with ldirectord; usually `in`. */
  readonly whenWell?: Stand;
  /** Where ours is meant to be another. */
  readonly ours?: {readonly whenIll?: Stand; readonly whenWell?: Stand; readonly why: Deviation};
}

/** What answers behind a real server's address. */
export type Backend =
  | 'http'
  | 'https'
  | 'smtp'
  | 'pop'
  | 'pops'
  | 'imap'
  | 'imaps'
  /** With a certificate that nobody knows, as ldaps has it too. */
  | 'strange imaps'
  | 'strange pops'
  | 'ftp'
  | 'ldap'
  | 'ldaps'
  | 'nntp'
  | 'dns'
  | 'mysql'
  | 'pgsql'
  | 'sip'
  | 'simpletcp'
  | 'radius'
  | 'external';

/** Where lvsctl is meant to be another than ldirectord 4.12; the same words stand in docs/checks.md. */
export const deviations = {
  'no limit':
    'ldirectord has no timeout for databases, and for pop with a login: it waits for one that is silent, and checks none of that service meanwhile',
  'pop without a login': 'ldirectord does not connect to pop and pops where there is no login: they are always up',
  off: 'ldirectord(8): with checktype=off neither real servers nor the fallback are in the table; what it does is to add the fallback, and quiescent servers with weight 0',
} as const;

export type Deviation = keyof typeof deviations;

/** What ldirectord 4.12 cannot be asked for on Debian 12, and why. */
export const notCompared: readonly (readonly [string, string])[] = [
  ['http, https over IPv6', 'it ends: Net::INET6Glue is not installed with it (libnet-inet6glue-perl)'],
  [
    'https with a certificate that nobody knows',
    'ldirectord asks LWP not to verify the name, and LWP verifies the chain nevertheless: always down; lvsctl does as ldirectord means, and verifies neither',
  ],
  ['oracle', 'DBD::Oracle is not in Debian; lvsctl has no client of Oracle either, and refuses it'],
  ['external-perl', 'Perl for the inside of ldirectord: lvsctl refuses it'],
];

/** What is ill of a real server in the scenes of the test: each is well and ill, at the start, later, and alone. */
export const scenes = [
  {name: 'at the start the odd ones are ill', isIll: (place: number) => place % 2 === 1},
  {name: 'then the even ones instead', isIll: (place: number) => place % 2 === 0},
  {name: 'then all', isIll: () => true},
  {name: 'then none', isIll: () => false},
] as const;
