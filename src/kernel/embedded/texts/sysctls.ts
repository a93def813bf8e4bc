/** How a file takes what is written to it: the handlers of vs_vars in net/netfilter/ipvs/ip_vs_ctl.c, Linux 6.1. */
export type SysctlKind =
  /** proc_dointvec */
  | 'integer'
  /** proc_do_defense_mode: 0 to 3; 2 becomes 1 while memory is not short */
  | 'defense'
  /** proc_dointvec_jiffies: seconds that fit an int once they are ticks */
  | 'seconds'
  /** proc_do_sync_ports: a power of two */
  | 'power'
  /** proc_doulongvec_minmax */
  | 'unsigned'
  /** proc_dointvec_minmax from 0 to the number */
  | number;

/** /proc/sys/net/ipv4/vs by the file's name, but for sync_threshold, which holds two numbers. */
export const sysctlTable = {
  am_droprate: {initial: 10, kind: 'integer'},
  amemthresh: {initial: 1024, kind: 'integer'},
  backup_only: {initial: 0, kind: 'integer'},
  cache_bypass: {initial: 0, kind: 'integer'},
  conn_reuse_mode: {initial: 1, kind: 'integer'},
  conntrack: {initial: 0, kind: 'integer'},
  debug_level: {initial: 0, kind: 'integer'},
  drop_entry: {initial: 0, kind: 'defense'},
  drop_packet: {initial: 0, kind: 'defense'},
  expire_nodest_conn: {initial: 0, kind: 'integer'},
  expire_quiescent_template: {initial: 0, kind: 'integer'},
  ignore_tunneled: {initial: 0, kind: 'integer'},
  nat_icmp_send: {initial: 0, kind: 'integer'},
  pmtu_disc: {initial: 1, kind: 'integer'},
  run_estimation: {initial: 1, kind: 'integer'},
  schedule_icmp: {initial: 0, kind: 'integer'},
  secure_tcp: {initial: 0, kind: 'defense'},
  sloppy_sctp: {initial: 0, kind: 'integer'},
  sloppy_tcp: {initial: 0, kind: 'integer'},
  snat_reroute: {initial: 1, kind: 'integer'},
  sync_persist_mode: {initial: 0, kind: 'integer'},
  sync_ports: {initial: 1, kind: 'power'},
  sync_qlen_max: {initial: 3899, kind: 'unsigned'}, // a 32nd of the pages of the machine that was recorded
  sync_refresh_period: {initial: 0, kind: 'seconds'},
  sync_retries: {initial: 0, kind: 3},
  sync_sock_size: {initial: 0, kind: 'integer'},
  sync_version: {initial: 1, kind: 1},
} as const satisfies Record<string, {readonly initial: number; readonly kind: SysctlKind}>;

export type SysctlName = keyof typeof sysctlTable;
export type Sysctls = Record<SysctlName, number> & {sync_threshold: readonly [number, number]};

export function defaultSysctls(): Sysctls {
  const values = Object.fromEntries(Object.entries(sysctlTable).map(([name, {initial}]) => [name, initial]));
  return {...(values as Record<SysctlName, number>), sync_threshold: [3, 50]};
}

/** What a file of /proc/sys/net/ipv4/vs holds; undefined where there is no such file. */
export function sysctlText(sysctls: Sysctls, name: string): string | undefined {
  if (name === 'sync_threshold') return `${sysctls.sync_threshold.join('\t')}\n`;
  return isSysctl(name) ? `${sysctls[name]}\n` : undefined;
}

/** Sets what was written to a file; false where the kernel answers EINVAL. NB: what stands behind the numbers is ignored, as the kernel does. */
export function writeSysctl(sysctls: Sysctls, name: SysctlName | 'sync_threshold', text: string): boolean {
  if (name === 'sync_threshold') return writeThreshold(sysctls, text);
  const value = readNumbers(text, 1)?.[0];
  if (value === undefined) return /^\s*$/.test(text);
  const accepted = acceptNumber(sysctlTable[name].kind, value);
  if (accepted !== undefined) sysctls[name] = accepted;
  return accepted !== undefined;
}

export function isSysctl(name: string): name is SysctlName {
  return Object.hasOwn(sysctlTable, name);
}

/** proc_do_sync_threshold(). */
function writeThreshold(sysctls: Sysctls, text: string): boolean {
  const [first = sysctls.sync_threshold[0], second = sysctls.sync_threshold[1]] = readNumbers(text, 2) ?? [Number.NaN];
  const isPossible = isInt(first) && isInt(second) && first >= 0 && second >= 0 && (first < second || second === 0);
  if (isPossible) sysctls.sync_threshold = [first, second];
  return isPossible;
}

function acceptNumber(kind: SysctlKind, value: number): number | undefined {
  if (kind === 'unsigned') return value >= 0 && Number.isSafeInteger(value) ? value : undefined;
  if (!isInt(value)) return undefined;
  if (typeof kind === 'number') return value >= 0 && value <= kind ? value : undefined;
  switch (kind) {
    case 'integer':
      return value;
    case 'defense':
      return value < 0 || value > 3 ? undefined : value === 2 ? 1 : value;
    case 'seconds':
      return Math.abs(value) > 0x7fffffff / 100 ? undefined : value;
    case 'power':
      return value >= 1 && (value & (value - 1)) === 0 ? value : undefined;
  }
}

function isInt(value: number): boolean {
  return Number.isInteger(value) && value >= -0x80000000 && value <= 0x7fffffff;
}

/** proc_get_long(): decimal, 0x or 0, ended by a blank; undefined where the first is none. */
function readNumbers(text: string, most: number): number[] | undefined {
  const words = text.split(/[\s\0]+/).filter(word => word !== '');
  const numbers: number[] = [];
  for (const word of words.slice(0, most)) {
    const match = /^(-?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(word);
    if (!match) return undefined;
    const digits = match[2] as string;
    const value = /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
    numbers.push(match[1] === '-' ? -value : value);
  }
  return numbers.length > 0 ? numbers : undefined;
}
