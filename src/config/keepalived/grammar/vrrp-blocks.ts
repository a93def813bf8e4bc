import {
  block,
  boolean,
  choice,
  command,
  commandOfBlock,
  flag,
  int32,
  integer,
  list,
  mostSeconds,
  other,
  type Row,
  milliseconds,
  seconds,
  unsigned,
  user,
  weight,
  word,
} from './row.js';
import {vrrpInstance} from './vrrp-instance.js';

const strict = {isLenient: false} as const;
const once = {isOnce: true} as const;

/** A vrrp_sync_group. */
const syncGroup: readonly Row[] = [
  list('group', 'the instances that change together'),
  list('track_interface', 'interfaces that count'),
  list('track_script', 'scripts that count'),
  list('track_file', 'files that count'),
  list('track_process', 'processes that count'),
  list('track_bfd', 'BFD sessions that count'),
  command('notify_backup', 'run on becoming backup', once),
  command('notify_master', 'run on becoming master', once),
  command('notify_fault', 'run on a fault', once),
  command('notify_stop', 'run at the end', once),
  command('notify', 'run on every change', once),
  boolean('smtp_alert', 'send mails'),
  flag('global_tracking', 'weights count', {deprecated: 'track_interface, track_script or track_file of the group'}),
  flag('sync_group_tracking_weight', 'weights count'),
  boolean('notify_priority_changes', 'priorities are events'),
];

const trackFile: readonly Row[] = [
  word('file', 'the file with a number', {missing: 'ignored', isOnce: true}),
  weight('weight', 254, ['reverse'], 'what the number is multiplied with', {
    missing: 'ignored',
    otherwise: 'keepalived takes 1',
  }),
  other('init_file', 'make the file, with a number', {missing: 'fine'}),
];

const script: readonly Row[] = [
  commandOfBlock('script', 'the command', {missing: 'fine'}),
  unsigned('interval', [0, mostSeconds], 'seconds between runs', {zeroIs: 1}),
  unsigned('timeout', [0, mostSeconds], 'seconds it may take', {zeroIs: 1}),
  weight('weight', 253, ['reverse'], 'what it adds to the priority'),
  unsigned('rise', [1, int32], 'successes until it is up', {otherwise: 'keepalived takes 1'}),
  unsigned('fall', [1, int32], 'failures until it is down', {otherwise: 'keepalived takes 1'}),
  user('user', 'who runs it'),
  flag('init_fail', 'it is down at first'),
];

const trackProcess: readonly Row[] = [
  other('process', 'the process, and its parameters', once),
  choice('param_match', ['initial', 'partial'], 'how parameters are compared', {missing: 'fine'}),
  weight('weight', 254, ['reverse'], 'what it adds to the priority', {missing: 'ignored'}),
  unsigned('quorum', [1, 65_535], 'how many must run'),
  unsigned('quorum_max', [0, 65_535], 'how many may run'),
  seconds('delay', [1, 3_600_000_000], 'seconds before a change counts'),
  seconds('terminate_delay', [1, 3_600_000_000], 'seconds before an end counts'),
  seconds('fork_delay', [1, 3_600_000_000], 'seconds before a start counts'),
  flag('full_command', 'compare the whole command line'),
];

const garpGroup: readonly Row[] = [
  seconds('garp_interval', [0, int32], 'seconds between ARPs'),
  seconds('gna_interval', [0, int32], 'seconds between neighbour adverts'),
  other('interface', 'the interface'),
  list('interfaces', 'the interfaces, together'),
];

const uint32Milliseconds = 4_294_967_000;

export const bfdInstance: readonly Row[] = [
  other('source_ip', 'our address', {missing: 'fine'}),
  other('neighbor_ip', 'address of the neighbour', {missing: 'fine'}),
  other('neighbour_ip', 'address of the neighbour', {missing: 'fine'}),
  milliseconds('min_rx', [1000, uint32Milliseconds], 'milliseconds between packets received'),
  milliseconds('min_tx', [1000, uint32Milliseconds], 'milliseconds between packets sent'),
  milliseconds('idle_tx', [1_000_000, uint32Milliseconds], 'milliseconds between packets while down'),
  unsigned('multiplier', [1, 255], 'packets missed until it is down', strict),
  flag('passive', 'wait for the neighbour'),
  unsigned('ttl', [1, 255], 'TTL of packets sent', strict),
  unsigned('hoplimit', [1, 255], 'hop limit of packets sent', strict),
  integer('max_hops', [-1, 255], 'hops that packets received may have made', strict),
  weight('weight', 253, ['reverse'], 'what it adds to the priority'),
  flag('vrrp', 'VRRP hears of it'),
  flag('checker', 'the health checker hears of it'),
];

/** The blocks that the VRRP process reads. */
export const vrrpRoots: readonly Row[] = [
  block('track_group', [list('group', 'instances at fault with a static item')], 'what static items belong to'),
  list('static_ipaddress', 'addresses that are always there'),
  list('static_routes', 'routes that are always there'),
  list('static_rules', 'rules that are always there'),
  block('vrrp_sync_group', syncGroup, 'instances that change together'),
  block('garp_group', garpGroup, 'interfaces that send ARPs slowly'),
  list('linkbeat_interfaces', 'links to poll'),
  block('vrrp_instance', vrrpInstance, 'a virtual router'),
  block('vrrp_script', script, 'a command that is run again and again'),
  block('vrrp_track_process', trackProcess, 'a process that must run'),
  list('interface_up_down_delays', 'how long a link must be up or down'),
];

export const trackFileRoots: readonly Row[] = [
  block('track_file', trackFile, 'a file with a number'),
  block('vrrp_track_file', trackFile, 'old name of track_file'),
];

/** Of the processes that only want the names of sessions. */
export const bfdNames = (takesWeight: boolean): readonly Row[] =>
  bfdInstance.map(row => (takesWeight && row.keyword === 'weight' ? row : flag(row.keyword, row.meaning)));
