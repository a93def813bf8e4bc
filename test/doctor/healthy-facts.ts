import {allRows} from '../../src/doctor/all-rows.js';
import type {Diagnosis} from '../../src/doctor/diagnosis.js';
import type {DirectorFacts, IpvsFacts, Looked, Route} from '../../src/doctor/facts.js';
import type {Destination} from '../../src/ipvs/destination.js';
import type {Service} from '../../src/ipvs/service.js';
import {type Address, parseAddress} from '../../src/net/address.js';
import {parsePrefix} from '../../src/net/prefix.js';
import type {InstanceState, InstanceView} from '../../src/vrrp/findings/instance-view.js';
import type {InterfaceAddress, Link} from '../../src/vrrp/ports.js';
import {tableOf} from './table-of.js';

/** What a fact is to be instead. */
export interface Change extends Partial<DirectorFacts> {
  readonly set?: Readonly<Record<string, string | undefined>>;
}

/** A director on which all is as it should be: masquerading between eth0 and eth1, and direct routing on eth0. */
export function healthyFacts({set = {}, ...others}: Change = {}): DirectorFacts {
  const values = new Map(
    Object.entries({...sysctls, ...set}).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return {
    at: 0,
    host: 'lvs1',
    isEmbedded: false,
    role: undefined,
    kernelRelease: '6.1.0-28-amd64',
    ipvs: known(
      tableOf(['tcp/10.0.0.100:80 masq 10.1.0.11:8080 10.1.0.12:8080', 'tcp/10.0.0.100:443 gate 10.0.0.21:443']),
    ),
    sysctls: known(values),
    lastingSysctls: known(new Map([['net.ipv4.ip_forward', {value: '1', file: '/etc/sysctl.d/director.conf'}]])),
    modules: known({
      loaded: new Set(['ip_vs', 'ip_vs_wlc']),
      loadable: new Set(['ip_vs', 'ip_vs_ftp', 'ip_vs_wlc', 'ip_vs_rr']),
    }),
    network: known({
      links: links(),
      addresses: addresses('eth0 10.0.0.2/24', 'eth0 10.0.0.100/32', 'eth1 10.1.0.1/24'),
    }),
    localPrefixes: prefixes('127.0.0.0/8', '10.0.0.2', '10.0.0.100', '10.1.0.1'),
    routes: known([route('default', 'eth0', '10.0.0.254')]),
    answers: untold,
    gateways: untold,
    firewall: untold,
    conntrack: known({count: 100, max: 65536, buckets: 16384}),
    clock: untold,
    managers: known([]),
    routers: known({instances: [], findings: []}),
    programs: known({names: new Set(['systemd']), areAll: true}),
    reversePath: known({takes: ['eth0'], drops: [], dropped: 0, hasMarkRules: false}),
    ...others,
  };
}

/** What a row says of changed facts: `outcome: subject: what is`, of findings and unknowns; its outcome alone where there are none. */
export function said(code: string, change: Change = {}): readonly string[] {
  const diagnoses = diagnosed(code, change);
  const told = diagnoses.filter(({outcome}) => outcome !== 'good' && outcome !== 'none');
  if (told.length === 0) return diagnoses.map(({outcome}) => outcome);
  return told.map(({outcome, subject, is}) => [outcome, ...(subject === undefined ? [] : [subject]), is].join(': '));
}

export function diagnosed(code: string, change: Change = {}): readonly Diagnosis[] {
  const row = allRows.find(one => one.code === code);
  if (!row) throw new Error(code);
  return row.diagnose(healthyFacts(change));
}

export function known<T>(value: T): Looked<T> {
  return {known: true, value};
}

export const untold = {known: false, words: 'not looked at'} as const;

const sysctls: Readonly<Record<string, string>> = {
  'net.ipv4.ip_forward': '1',
  'net.ipv6.conf.all.forwarding': '0',
  ...Object.fromEntries(
    ['all', 'lo', 'eth0', 'eth1', 'tunl0'].flatMap(on =>
      ['forwarding', 'rp_filter', 'send_redirects', 'arp_ignore', 'arp_announce'].map(name => [
        `net.ipv4.conf.${on}.${name}`,
        name === 'forwarding' || name === 'send_redirects' ? '1' : '0',
      ]),
    ),
  ),
  'net.netfilter.nf_conntrack_tcp_loose': '1',
  ...Object.fromEntries(
    Object.entries({
      conntrack: '0',
      conn_reuse_mode: '1',
      expire_nodest_conn: '1',
      expire_quiescent_template: '0',
      drop_entry: '0',
      drop_packet: '0',
      secure_tcp: '0',
      run_estimation: '1',
      sync_version: '1',
      sync_persist_mode: '0',
      sloppy_tcp: '0',
      sync_qlen_max: '3800',
      backup_only: '0',
    }).map(([name, value]) => [`net.ipv4.vs.${name}`, value]),
  ),
};

const names = ['lo', 'eth0', 'eth1', 'tunl0'];

export function links(change: Partial<Record<string, Partial<Link>>> = {}): Link[] {
  return names
    .filter(name => name !== 'tunl0' || change[name])
    .map(name => ({
      index: names.indexOf(name) + 1,
      name,
      mac: undefined,
      mtu: 1500,
      isUp: true,
      isRunning: true,
      hasCarrier: true,
      isLoopback: name === 'lo',
      operationalState: 'up',
      master: undefined,
      parent: undefined,
      kind: name === 'tunl0' ? 'ipip' : undefined,
      ...change[name],
    }));
}

/** `eth0 10.0.0.2/24`. */
export function addresses(...lines: readonly string[]): InterfaceAddress[] {
  return lines.map(line => {
    const [on = '', text = ''] = line.split(' ');
    const prefix = parsePrefix(text);
    if (!prefix) throw new Error(line);
    return {
      interface: names.indexOf(on) + 1,
      address: prefix.address,
      prefixLength: prefix.length,
      peer: undefined,
      broadcast: undefined,
      label: undefined,
      scope: 0,
      flags: [],
      protocol: undefined,
    };
  });
}

export function prefixes(...texts: readonly string[]): DirectorFacts['localPrefixes'] {
  return known(texts.map(text => parsePrefix(text) as NonNullable<ReturnType<typeof parsePrefix>>));
}

export function route(to: string, on: string, gateway?: string): Route {
  const prefix = to === 'default' ? undefined : parsePrefix(to);
  return {
    family: prefix?.address.family ?? 'ipv4',
    to: prefix,
    gateway: gateway === undefined ? undefined : parseAddress(gateway),
    interface: on,
    source: undefined,
    metric: 0,
  };
}

/** The table, with changes to each service and each server. */
export function table(
  lines: readonly string[],
  {
    service = {},
    server = {},
    ...facts
  }: {service?: Partial<Service>; server?: Partial<Destination>} & Partial<IpvsFacts> = {},
): DirectorFacts['ipvs'] {
  const made = tableOf(lines);
  const entries = made.table.entries.map(entry => ({
    service: {...entry.service, ...service},
    destinations: entry.destinations.map(one => ({...one, ...server})),
  }));
  return known({...made, table: {entries}, ...facts});
}

/** A virtual router of this host. */
export function routers(
  state: InstanceState,
  texts: readonly string[],
  isPresent = state === 'master',
): DirectorFacts['routers'] {
  const instance: InstanceView = {
    identity: {name: 'VI_1', interface: 'eth0', family: 'ipv4', virtualRouter: 51},
    isWanted: true,
    state,
    isStale: false,
    confidence: 'confirmed',
    evidence: [],
    age: undefined,
    priority: {base: 100, effective: 100, adjustments: []},
    interval: 1000,
    group: undefined,
    addresses: texts.map(text => ({
      address: parseAddress(text) as Address,
      isExcluded: false,
      isPresent,
      since: undefined,
      elsewhere: [],
    })),
    master: undefined,
    peers: [],
    since: undefined,
    why: undefined,
  };
  return known({instances: [instance], findings: []});
}
