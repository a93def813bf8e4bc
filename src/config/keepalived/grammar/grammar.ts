import {globalDefinitions} from './global-definitions.js';
import {block, flag, type Row, uint32, unsigned, word} from './row.js';
import {checkerRoots} from './virtual-server.js';
import {bfdInstance, bfdNames, trackFileRoots, vrrpRoots} from './vrrp-blocks.js';

/** The processes of keepalived, in the order in which `keepalived -t` has each read the configuration. */
export const processes = ['parent', 'checker', 'vrrp', 'bfd'] as const;
export type Process = (typeof processes)[number];

const parentRoots: readonly Row[] = [
  flag('linkbeat_use_polling', 'poll all links'),
  word('net_namespace', 'network namespace to run in', {missing: 'ignored', isOnce: true}),
  word('net_namespace_ipvs', 'network namespace of IPVS', {missing: 'fine', isOnce: true}),
  flag('namespace_with_ipsets', 'ipsets in the namespace'),
  flag('use_pid_dir', 'files of process ids in /run/keepalived'),
  word('instance', 'name of this keepalived', {missing: 'ignored', isOnce: true}),
  unsigned('child_wait_time', [0, uint32], 'seconds to wait for the children to end', {isLenient: false}),
  block('global_defs', globalDefinitions, 'settings of all'),
];

const bfd = (rows: readonly Row[]) => block('bfd_instance', rows, 'a BFD session');

/** What each process reads; it skips the blocks of the others. */
const roots: Readonly<Record<Process, readonly Row[]>> = {
  parent: parentRoots,
  checker: [...checkerRoots, bfd(bfdNames(false)), ...trackFileRoots],
  vrrp: [...vrrpRoots, bfd(bfdNames(true)), ...trackFileRoots],
  bfd: [bfd(bfdInstance.map(row => (row.keyword === 'weight' ? flag('weight', row.meaning) : row)))],
};

export type Rows = ReadonlyMap<string, Row>;

export function rootsOf(process: Process): Rows {
  return rowsOf(roots[process]);
}

/** Every keyword at the outermost level, whichever process reads it. */
export const rootKeywords: ReadonlySet<string> = new Set(
  Object.values(roots).flatMap(rows => rows.map(row => row.keyword)),
);

const maps = new WeakMap<readonly Row[], Rows>();

/** The rows of a block by keyword; the first of a keyword counts. */
export function rowsOf(rows: readonly Row[]): Rows {
  let map = maps.get(rows);
  if (!map) {
    map = new Map(rows.toReversed().map(row => [row.keyword, row]));
    maps.set(rows, map);
  }
  return map;
}

/** Keywords that 2.2.7 does not know, with the version that brought them. */
export const newerKeywords: Readonly<Record<string, string>> = {
  json_version: '2.2.8',
  multihop: '2.2.8',
  no_virtual_ipaddress: '2.2.8',
  timer_expired_backup: '2.2.8',
  tls_compliant: '2.2.8',
  v3_checksum_as_v2: '2.2.8',
  dbus_no_interface_name: '2.3.0',
  snmp_rs_stats_update_interval: '2.3.0',
  snmp_vs_stats_update_interval: '2.3.0',
  use_symlink_paths: '2.3.0',
  iproute_etc_dir: '2.3.2',
  iproute_usr_dir: '2.3.2',
  thread_timer_expired: '2.3.2',
  json_dump_file: '2.3.3',
  owner_ignore_adverts: '2.3.3',
  state_dump_file: '2.3.3',
  stats_dump_file: '2.3.3',
  vrrp_owner_ignore_adverts: '2.3.3',
  active_key: '2.4.0',
  anti_replay: '2.4.0',
  auth_hmac: '2.4.0',
  time_window: '2.4.0',
  vrrp_delay_after_boot: '2.4.0',
};
