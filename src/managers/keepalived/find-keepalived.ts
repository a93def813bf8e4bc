import {readFileSync, readlinkSync} from 'node:fs';
import {basename, isAbsolute, resolve} from 'node:path';
import type {Machine, Process} from '../machine.js';
import type {RouterOptions} from '../router-world.js';
import {type KeepalivedCommandLine, parseKeepalivedCommandLine} from './command-line.js';

/** A keepalived in our network namespace, or what is left of one. */
export interface FoundKeepalived {
  /** `keepalived`, and `keepalived-2` for another one: as the observer's daemon events name it. */
  readonly name: string;
  /** Undefined where it is gone; signals to keepalived go to it. */
  readonly parent: Process | undefined;
  /** The one that speaks VRRP. Undefined between its end and its new start, and where there are no instances. */
  readonly vrrp: Process | undefined;
  readonly healthchecker: Process | undefined;
  readonly configPath: string;
  /** -i; undefined for the host name. */
  readonly configId: string | undefined;
  /** Where its dumps are: $TMPDIR of its environment, else /tmp. */
  readonly dumpFolder: string;
  readonly pidFile: string;
  readonly vrrpPidFile: string;
  readonly commandLine: KeepalivedCommandLine;
  /** It was seen to run; otherwise there is only a configuration. */
  readonly hasRun: boolean;
}

export const defaultConfig = '/etc/keepalived/keepalived.conf';
/** Where Debian's has them, and where it has them with use_pid_dir. */
const pidFolders = ['/run', '/run/keepalived'];
const files = {parent: 'keepalived.pid', vrrp: 'vrrp.pid', checker: 'checkers.pid'} as const;

/**
 * The keepaliveds of our network namespace. One that was known keeps its name, and is gone when it is not seen any more;
 * where none is or was, there may be a configuration without a daemon.
 * NB: pid files outlive a kill -9: they only tell apart processes that are seen to be keepalived's.
 */
export function findKeepalived(
  machine: Machine,
  options: RouterOptions,
  known: readonly FoundKeepalived[] = [],
): FoundKeepalived[] {
  const seen = seenOnes(machine, options);
  const lasting = known.filter(one => one.hasRun || seen.length === 0);
  const kept = lasting.map(one => {
    const now = seen.find(isSame(one));
    return now ? {...now, name: one.name} : {...one, parent: undefined, vrrp: undefined, healthchecker: undefined};
  });
  const taken = new Set(kept.map(({name}) => name));
  const added = seen.filter(one => !kept.some(isSame(one))).map(one => ({...one, name: freeName(taken)}));
  if (kept.length + added.length > 0) return [...kept, ...added];
  const absent = {...gone(options), name: freeName(taken)};
  return options.keepalivedConfig !== undefined || machine.facts(absent.configPath) ? [absent] : [];
}

/** Those that run, the oldest first, and VRRP processes that outlived their parents. */
function seenOnes(machine: Machine, options: RouterOptions): Found[] {
  const ours = machine.processes().filter(isKeepalived);
  const pids = new Set(ours.map(({pid}) => pid));
  const roots = ours.filter(({parent}) => !pids.has(parent)).sort((a, b) => Number(a.startTicks - b.startTicks));
  const found = wantedOf(
    roots.map(root => describe(machine, root, ours)),
    options,
  );
  const living = found.filter(({parent}) => parent);
  const left = found.filter(one => !one.parent && one.vrrp && !living.some(isSame(one)));
  return [...living, ...left].map(one => ({...one, configPath: resolve(options.keepalivedConfig ?? one.configPath)}));
}

function isSame({configPath, configId}: Found): (other: Found) => boolean {
  return other => other.configPath === configPath && other.configId === configId;
}

function freeName(taken: Set<string>): string {
  let name = 'keepalived';
  for (let i = 2; taken.has(name); i++) name = `keepalived-${i}`;
  taken.add(name);
  return name;
}

/** The program counts, not its name, which process_names and its like change. */
function isKeepalived(seen: Process): boolean {
  if (seen.state === 'zombie') return false;
  const {program} = seen;
  const name = program === undefined ? seen.name : basename(program.replace(/ \(deleted\)$/, ''));
  if (program === undefined ? !name.startsWith('keepalived') : name !== 'keepalived') return false;
  return !parseKeepalivedCommandLine(seen.arguments).isNoDaemon;
}

/**
 * With --keepalived-pid only the one whose number is in the file. With --keepalived-config the one that reads it; where
 * none says so, and there is only one, it is believed to be that one's.
 */
function wantedOf(found: readonly Found[], {keepalivedPid, keepalivedConfig}: RouterOptions): readonly Found[] {
  const pid = keepalivedPid === undefined ? undefined : pidIn(keepalivedPid);
  const numbered = keepalivedPid === undefined ? found : found.filter(({parent}) => parent && parent.pid === pid);
  if (keepalivedConfig === undefined) return numbered;
  const readers = numbered.filter(({configPath}) => configPath === resolve(keepalivedConfig));
  return readers.length > 0 || numbered.length > 1 ? readers : numbered;
}

type Found = Omit<FoundKeepalived, 'name'>;

function describe(machine: Machine, root: Process, ours: readonly Process[]): Found {
  const commandLine = parseKeepalivedCommandLine(root.arguments);
  const vrrpPids = pidsIn(commandLine.vrrpPidFile, files.vrrp);
  const checkerPids = pidsIn(commandLine.checkerPidFile, files.checker);
  const temporary = machine.environmentOf(root.pid, 'TMPDIR');
  const common = {
    configPath: resolve(folderOf(root), commandLine.config ?? defaultConfig),
    configId: commandLine.configId,
    dumpFolder: temporary !== undefined && isAbsolute(temporary) ? temporary : '/tmp',
    pidFile: commandLine.pidFile ?? `${pidFolders[0]}/${files.parent}`,
    vrrpPidFile: commandLine.vrrpPidFile ?? `${pidFolders[0]}/${files.vrrp}`,
    commandLine,
    hasRun: true,
  };
  if (vrrpPids.includes(root.pid)) return {...common, parent: undefined, vrrp: root, healthchecker: undefined};
  if (checkerPids.includes(root.pid)) return {...common, parent: undefined, vrrp: undefined, healthchecker: root};
  const children = ours
    .filter(({parent}) => parent === root.pid)
    .sort((a, b) => Number(a.startTicks - b.startTicks) || a.pid - b.pid);
  const isChecker = ({pid, name}: Process) =>
    checkerPids.includes(pid) || /_(lvs|checkers?|healthcheckers?)$/.test(name);
  const others = children.filter(child => !isChecker(child) && !child.name.endsWith('_bfd'));
  const vrrp =
    others.find(({pid}) => vrrpPids.includes(pid)) ??
    others.find(({name}) => name.endsWith('_vrrp')) ??
    (vrrpPids.every(pid => pid === undefined) ? guess(others, commandLine) : undefined);
  return {...common, parent: root, vrrp, healthchecker: children.find(child => child !== vrrp && isChecker(child))};
}

/** keepalived starts its health checker first, then the VRRP process, then that of BFD. */
function guess(children: readonly Process[], {only}: KeepalivedCommandLine): Process | undefined {
  if (only === 'checker') return undefined;
  return only === 'vrrp' || children.length === 1 ? children[0] : children[1];
}

function gone(options: RouterOptions): Found {
  return {
    parent: undefined,
    vrrp: undefined,
    healthchecker: undefined,
    configPath: resolve(options.keepalivedConfig ?? defaultConfig),
    configId: undefined,
    dumpFolder: '/tmp',
    pidFile: options.keepalivedPid ?? `${pidFolders[0]}/${files.parent}`,
    vrrpPidFile: `${pidFolders[0]}/${files.vrrp}`,
    commandLine: parseKeepalivedCommandLine([]),
    hasRun: false,
  };
}

function pidsIn(given: string | undefined, name: string): readonly (number | undefined)[] {
  return given === undefined ? pidFolders.map(folder => pidIn(`${folder}/${name}`)) : [pidIn(given)];
}

function pidIn(path: string): number | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

/** What a relative path on its command line is seen from, as long as it has not gone elsewhere. */
function folderOf({pid}: Process): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '/';
  }
}
