/** What keepalived was told at its start (keepalived(8)); undefined for what is left at its default. */
export interface KeepalivedCommandLine {
  readonly config: string | undefined;
  readonly pidFile: string | undefined;
  readonly vrrpPidFile: string | undefined;
  readonly checkerPidFile: string | undefined;
  readonly configId: string | undefined;
  readonly namespace: string | undefined;
  /** -P and -C: only one of the two. */
  readonly only: 'vrrp' | 'checker' | undefined;
  /** -D: it logs every address and every gratuitous ARP. */
  readonly logsDetails: boolean;
  /** Addresses stay when it ends: -V. */
  readonly keepsAddresses: boolean;
  /** -t, -v, -h, --signum, genhash: it answers and ends. */
  readonly isNoDaemon: boolean;
}

type Argument = 'none' | 'required' | 'optional';

/** The options of keepalived 2.2.7, in the words of its --help. */
const options: readonly (readonly [short: string, long: string, argument: Argument])[] = [
  ['f', 'use-file', 'required'],
  ['P', 'vrrp', 'none'],
  ['C', 'check', 'none'],
  ['B', 'no_bfd', 'none'],
  ['', 'all', 'none'],
  ['l', 'log-console', 'none'],
  ['D', 'log-detail', 'none'],
  ['S', 'log-facility', 'required'],
  ['g', 'log-file', 'optional'],
  ['', 'flush-log-file', 'none'],
  ['G', 'no-syslog', 'none'],
  ['u', 'umask', 'required'],
  ['X', 'release-vips', 'none'],
  ['V', 'dont-release-vrrp', 'none'],
  ['I', 'dont-release-ipvs', 'none'],
  ['R', 'dont-respawn', 'none'],
  ['n', 'dont-fork', 'none'],
  ['d', 'dump-conf', 'none'],
  ['p', 'pid', 'required'],
  ['r', 'vrrp_pid', 'required'],
  ['T', 'genhash', 'none'],
  ['c', 'checkers_pid', 'required'],
  ['a', 'address-monitoring', 'none'],
  ['b', 'bfd_pid', 'required'],
  ['x', 'snmp', 'none'],
  ['A', 'snmp-agent-socket', 'required'],
  ['s', 'namespace', 'required'],
  ['m', 'core-dump', 'none'],
  ['M', 'core-dump-pattern', 'optional'],
  ['e', 'all-config', 'none'],
  ['i', 'config-id', 'required'],
  ['', 'signum', 'required'],
  ['t', 'config-test', 'optional'],
  ['v', 'version', 'none'],
  ['h', 'help', 'none'],
];

/** Reads the words of a process as getopt_long(3) does. @param words the first is the name of the program */
export function parseKeepalivedCommandLine(words: readonly string[]): KeepalivedCommandLine {
  const given = new Map<string, string>();
  for (let at = 1; at < words.length; ) at = words[at] === '--' ? words.length : takeWord(words, at, given);
  const isGenhash = /(^|\/)genhash$/.test(words[0] ?? '');
  return {
    config: given.get('use-file'),
    pidFile: given.get('pid'),
    vrrpPidFile: given.get('vrrp_pid'),
    checkerPidFile: given.get('checkers_pid'),
    configId: given.get('config-id'),
    namespace: given.get('namespace'),
    only: given.has('vrrp') === given.has('check') ? undefined : given.has('vrrp') ? 'vrrp' : 'checker',
    logsDetails: given.has('log-detail'),
    keepsAddresses: given.has('dont-release-vrrp'),
    isNoDaemon: isGenhash || ['genhash', 'signum', 'config-test', 'version', 'help'].some(name => given.has(name)),
  };
}

/** @returns where the next one is */
function takeWord(words: readonly string[], at: number, given: Map<string, string>): number {
  const word = words[at] as string;
  if (word.startsWith('--')) return takeLong(words, at, given);
  return word.startsWith('-') && word.length > 1 ? takeShort(words, at, given) : at + 1;
}

/** `--long`, `--long=value`, `--long value`; any beginning that is nobody else's will do. */
function takeLong(words: readonly string[], at: number, given: Map<string, string>): number {
  const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(words[at] as string) ?? [];
  const alike = options.filter(([, long]) => long.startsWith(name));
  const found = alike.find(([, long]) => long === name) ?? (alike.length === 1 ? alike[0] : undefined);
  if (!found) return at + 1;
  const [, long, argument] = found;
  const isNext = argument === 'required' && value === undefined;
  given.set(long, (isNext ? words[at + 1] : value) ?? '');
  return isNext ? at + 2 : at + 1;
}

/** `-D`, `-Dlf FILE`, `-fFILE`. */
function takeShort(words: readonly string[], at: number, given: Map<string, string>): number {
  const word = words[at] as string;
  for (let i = 1; i < word.length; i++) {
    const found = options.find(([short]) => short === word[i]);
    if (!found) continue;
    const [, long, argument] = found;
    if (argument === 'none') {
      given.set(long, '');
      continue;
    }
    const rest = word.slice(i + 1);
    const isNext = argument === 'required' && rest === '';
    given.set(long, isNext ? (words[at + 1] ?? '') : rest);
    return isNext ? at + 2 : at + 1;
  }
  return at + 1;
}
