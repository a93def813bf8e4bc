import {spawnSync} from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {hostname, release} from 'node:os';
import {dirname} from 'node:path';
import type {DirectorFacts, Looked, NetworkFacts} from './doctor/facts.js';
import {publicIpvsFacts} from './doctor/public-ipvs-facts.js';
import {readIpvsFacts} from './doctor/read-ipvs-facts.js';
import type {DoctorQuestion, DoctorWorld} from './doctor/world.js';
import {linuxKernel} from './kernel/linux-kernel.js';
import {parseLocalPrefixes} from './kernel/proc/local-prefixes.js';
import {readModules} from './kernel/proc/modules.js';
import {readNetworkSysctls, sysctlPath} from './kernel/proc/network-sysctls.js';
import {readPublicTable} from './kernel/proc/public-table.js';
import {readLastingSysctls} from './kernel/proc/sysctl-files.js';
import {syncFolder} from './maintenance/state/write-atomically.js';
import {gatherNetworkFacts} from './open-doctor-network.js';
import {systemWords} from './ipvs/system-words.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the doctor gets of this machine. @param isEmbedded then only the table is looked at */
export function openDoctorHere(isEmbedded: boolean, environment: Environment): DoctorWorld {
  return {
    gather: question => gather(question, isEmbedded, environment),
    sysctl: name => readFile(sysctlPath(name))?.trim(),
    setSysctl: (name, value) => writeFileSync(sysctlPath(name), `${value}\n`, {flag: 'r+'}),
    loadModule,
    readFile: readWhole,
    writeFile,
  };
}

async function gather(question: DoctorQuestion, isEmbedded: boolean, environment: Environment): Promise<DirectorFacts> {
  const ipvs: DirectorFacts['ipvs'] = question.ipvs.known
    ? await attempt(readIpvsFacts(question.ipvs.value))
    : isEmbedded
      ? question.ipvs
      : publicFacts(question.ipvs);
  const common = {at: Date.now(), host: hostname(), isEmbedded, role: question.role, ipvs};
  if (isEmbedded) return {...common, ...(await onlyTable(question))};
  const {isProbing, isQuick, given = {}} = question;
  const lasting = look(readLastingSysctls);
  const sysctls = look(() => readNetworkSysctls(lasting.known ? lasting.value.keys() : []));
  return {
    ...common,
    kernelRelease: release(),
    sysctls,
    lastingSysctls: lasting,
    modules: look(() => readModules(release())),
    localPrefixes: look(() => parseLocalPrefixes(textOf('/proc/net/fib_trie'), textOf('/proc/net/ipv6_route'))),
    conntrack: conntrackOf(sysctls),
    ...(await gatherNetworkFacts({ipvs, isProbing, isQuick, environment, given})),
  };
}

/** Without access there is still what everybody may read. @param refused why there is no access */
function publicFacts(refused: DirectorFacts['ipvs'] & {readonly known: false}): DirectorFacts['ipvs'] {
  const table = look(() => readPublicTable(linuxKernel));
  return table.known ? {known: true, value: publicIpvsFacts(table.value)} : refused;
}

/** The embedded kernel has a table and its sysctls, and no machine around it. */
async function onlyTable({
  ipvs,
}: DoctorQuestion): Promise<Omit<DirectorFacts, 'at' | 'host' | 'isEmbedded' | 'role' | 'ipvs'>> {
  const absent = {known: false, words: 'the embedded kernel has no machine around it'} as const;
  const network: NetworkFacts = {
    network: absent,
    routes: absent,
    answers: absent,
    gateways: absent,
    firewall: absent,
    clock: absent,
    managers: absent,
    routers: absent,
    programs: absent,
    reversePath: absent,
  };
  const sysctls: DirectorFacts['sysctls'] = ipvs.known ? await attempt(sysctlsOf(ipvs.value)) : absent;
  return {
    kernelRelease: undefined,
    sysctls,
    lastingSysctls: absent,
    modules: absent,
    localPrefixes: absent,
    conntrack: absent,
    ...network,
  };
}

async function sysctlsOf({ipvs}: Parameters<typeof readIpvsFacts>[0]): Promise<ReadonlyMap<string, string>> {
  const values = await ipvs.sysctls();
  return new Map(
    [...values].map(([name, value]) => [
      `net.ipv4.vs.${name}`,
      typeof value === 'number' ? `${value}` : value.join('\t'),
    ]),
  );
}

function conntrackOf(sysctls: Looked<ReadonlyMap<string, string>>): DirectorFacts['conntrack'] {
  if (!sysctls.known) return sysctls;
  const number = (name: string) => Number(sysctls.value.get(`net.netfilter.nf_conntrack_${name}`) ?? 0);
  const buckets = number('buckets');
  return {
    known: true,
    value: {count: number('count'), max: number('max'), buckets: buckets === 0 ? undefined : buckets},
  };
}

function look<T>(read: () => T): Looked<T> {
  try {
    return {known: true, value: read()};
  } catch (error) {
    return {known: false, words: systemWords(error)};
  }
}

async function attempt<T>(reading: Promise<T>): Promise<Looked<T>> {
  try {
    return {known: true, value: await reading};
  } catch (error) {
    return {known: false, words: systemWords(error)};
  }
}

/** A kernel without IPv6 has no such file. */
function textOf(path: string): string {
  return readFile(path) ?? '';
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** NB: what is not UTF-8 would not be written again as it was. */
function readWhole(path: string): string | undefined {
  const text = readFile(path);
  if (text?.includes('\ufffd')) throw new Error('it has lines that are not UTF-8: write it by hand');
  return text;
}

/** NB: a link stays one, and what it names is written, with the mode it has. One to /dev/null says that nothing is wanted. */
function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true, mode: 0o755});
  const target = existsSync(path) ? realpathSync(path) : path;
  const there = lstatSync(target, {throwIfNoEntry: false});
  if (there && !there.isFile()) throw new Error(`${target} is no file`);
  const beside = `${target}.lvsctl-${process.pid}`;
  try {
    writeFileSync(beside, text, {mode: 0o644, flag: 'wx', flush: true});
    chmodSync(beside, there ? there.mode & 0o777 : 0o644); // whatever the umask is
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, {force: true});
    throw error;
  }
  syncFolder(dirname(target));
}

async function loadModule(name: string): Promise<void> {
  const {status, stderr, error} = spawnSync('/sbin/modprobe', ['--', name], {encoding: 'utf8'});
  if (error) throw error;
  if (status !== 0) throw new Error(stderr.trim() || `modprobe ended with status ${status}`);
}
