/** Rules of iptables, what the doctor is to find of them, and whether clients of the masqueraded service get an answer. */
export interface FirewallCase {
  readonly name: string;
  /** Words of iptables(8). */
  readonly rules: readonly string[];
  /** net.ipv4.vs.conntrack */
  readonly isConntracked?: boolean;
  readonly finds: readonly string[];
  readonly isServed: boolean;
}

const states = '-m conntrack --ctstate';

export const firewallCases: readonly FirewallCase[] = [
  {name: 'no rules', rules: [], finds: [], isServed: true},
  {
    name: 'a policy of INPUT without a rule for clients',
    rules: [`-A INPUT ${states} ESTABLISHED -j ACCEPT`, '-P INPUT DROP'],
    finds: ['firewall-clients'],
    isServed: false,
  },
  {
    name: 'a policy of INPUT with a rule for clients',
    rules: [`-A INPUT ${states} ESTABLISHED -j ACCEPT`, '-A INPUT -p tcp --dport 80 -j ACCEPT', '-P INPUT DROP'],
    finds: [],
    isServed: true,
  },
  {
    name: 'INVALID dropped in FORWARD',
    rules: [`-A FORWARD ${states} INVALID -j DROP`],
    finds: ['firewall-answers'],
    isServed: false,
  },
  {
    name: 'INVALID dropped in FORWARD, connections tracked',
    rules: [`-A FORWARD ${states} INVALID -j DROP`],
    isConntracked: true,
    finds: [],
    isServed: true,
  },
  {
    name: 'only ESTABLISHED in FORWARD',
    rules: [`-A FORWARD ${states} ESTABLISHED -j ACCEPT`, '-P FORWARD DROP'],
    finds: ['firewall-answers'],
    isServed: false,
  },
  {
    name: 'only ESTABLISHED in FORWARD, connections tracked',
    rules: [`-A FORWARD ${states} ESTABLISHED -j ACCEPT`, '-P FORWARD DROP'],
    isConntracked: true,
    finds: [],
    isServed: true,
  },
  {
    name: 'real servers by their address in FORWARD',
    rules: ['-A FORWARD -s 10.1.0.0/24 -j ACCEPT', '-P FORWARD DROP'],
    finds: [],
    isServed: true,
  },
  {
    name: 'only NEW and ESTABLISHED in OUTPUT: checks pass, requests do not',
    rules: [`-A OUTPUT ${states} NEW,ESTABLISHED -j ACCEPT`, '-P OUTPUT DROP'],
    finds: ['firewall-requests'],
    isServed: false,
  },
  {
    name: 'only NEW and ESTABLISHED in OUTPUT, connections tracked',
    rules: [`-A OUTPUT ${states} NEW,ESTABLISHED -j ACCEPT`, '-P OUTPUT DROP'],
    isConntracked: true,
    finds: [],
    isServed: true,
  },
  {
    name: 'clients sent elsewhere',
    rules: ['-t nat -A PREROUTING -d 10.0.0.100 -p tcp --dport 80 -j DNAT --to 10.1.0.99'],
    finds: ['firewall-translation'],
    isServed: false,
  },
  {
    name: 'requests masqueraded by a rule, which is not met',
    rules: ['-t nat -A POSTROUTING -o eth1 -j MASQUERADE'],
    finds: [],
    isServed: true,
  },
  {
    name: 'requests masqueraded by a rule, connections tracked',
    rules: ['-t nat -A POSTROUTING -o eth1 -j MASQUERADE'],
    isConntracked: true,
    finds: ['firewall-translation'],
    isServed: true,
  },
];
