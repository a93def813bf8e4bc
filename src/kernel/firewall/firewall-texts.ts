import {existsSync, readFileSync} from 'node:fs';
import {release} from 'node:os';
import type {Kernel} from '../kernel.js';
import {countChains} from './count-chains.js';

/** The rules of this network namespace, as the programs that keep them print them. */
export interface FirewallTexts {
  /** Of `nft -j list ruleset`; undefined where nf_tables has no rules. */
  readonly nft: {readonly text: string /** Without what is in sets. */; readonly isTerse: boolean} | undefined;
  readonly iptables: readonly {
    readonly family: 'ipv4' | 'ipv6';
    /** Which of the two kernel parts keeps them. */
    readonly kind: 'nf_tables' | 'legacy';
    readonly text: string;
  }[];
  /** Whether arptables of the older kind has rules, or may have. */
  readonly hasArptables: boolean;
}

export interface FirewallWorld {
  readonly kernel: Kernel;
  /** Runs a program without a shell. */
  run(
    program: string,
    words: readonly string[],
    options: {readonly timeout: number},
  ): Promise<{readonly status: number | undefined; readonly stdout: string; readonly stderr: string}>;
}

/** Milliseconds: tens of thousands of rules. */
const timeout = 10_000;
const folders = ['/usr/sbin', '/sbin', '/usr/bin', '/usr/local/sbin'];

/** Reads them, changes nothing and loads no module. Rejects with an Error whose message says why and what to do. */
export async function readFirewallTexts(world: FirewallWorld): Promise<FirewallTexts> {
  const legacy = await readLegacy(world);
  const hasArptables = await hasArpRules(world);
  if (!hasNfTables()) return {nft: undefined, iptables: legacy, hasArptables};
  const nft = programAt('nft');
  if (nft === undefined) {
    if ((await countChains(world.kernel)) === 0) return {nft: undefined, iptables: legacy, hasArptables};
    throw new Error('nf_tables has rules, and nft is not installed to read them: install nftables');
  }
  const text = await readNft(world, nft);
  return {nft: text, iptables: [...legacy, ...(await readXtables(world, text.text))], hasArptables};
}

async function readNft(world: FirewallWorld, nft: string): Promise<{text: string; isTerse: boolean}> {
  const whole = await printed(world, nft, ['-j', 'list', 'ruleset']);
  if (isWhole(whole)) return {text: whole, isTerse: false};
  const terse = await printed(world, nft, ['-j', '-t', 'list', 'ruleset']); // its sets are too long
  if (!isWhole(terse)) throw new Error(`${nft} -j list ruleset prints more than can be read`);
  return {text: terse, isTerse: true};
}

function isWhole(text: string): boolean {
  return text.trimEnd().endsWith(']}');
}

/** iptables-nft keeps its rules in nf_tables, where nft cannot tell all of them. */
async function readXtables(world: FirewallWorld, nft: string): Promise<FirewallTexts['iptables']> {
  if (!/"xt":/.test(nft)) return [];
  return savedBy(world, 'nf_tables', [
    ['ipv4', ['iptables-nft-save', 'iptables-save']],
    ['ipv6', ['ip6tables-nft-save', 'ip6tables-save']],
  ]);
}

/** NB: only where there are such tables: looking for them would make them. */
function readLegacy(world: FirewallWorld): Promise<FirewallTexts['iptables']> {
  return savedBy(world, 'legacy', [
    ...(hasTables('ip') ? [['ipv4', ['iptables-legacy-save', 'iptables-save']] as const] : []),
    ...(hasTables('ip6') ? [['ipv6', ['ip6tables-legacy-save', 'ip6tables-save']] as const] : []),
  ]);
}

function hasTables(family: 'ip' | 'ip6' | 'arp'): boolean {
  return (textOf(`/proc/net/${family}_tables_names`) ?? '').trim() !== '';
}

/** NB: what cannot be read may be one. */
async function hasArpRules(world: FirewallWorld): Promise<boolean> {
  if (!hasTables('arp')) return false;
  const program = programAt('arptables-legacy-save');
  return program === undefined || /^-A /m.test(await printed(world, program, []));
}

async function savedBy(
  world: FirewallWorld,
  kind: 'nf_tables' | 'legacy',
  wanted: readonly (readonly ['ipv4' | 'ipv6', readonly string[]])[],
): Promise<FirewallTexts['iptables']> {
  const found = [];
  for (const [family, names] of wanted) {
    const program = names.map(programAt).find(path => path !== undefined);
    if (program === undefined)
      throw new Error(`there are rules of iptables, and ${names[0]} is not installed to read them`);
    found.push({family, kind, text: await printed(world, program, [])});
  }
  return found;
}

async function printed({run}: FirewallWorld, program: string, words: readonly string[]): Promise<string> {
  const {status, stdout, stderr} = await run(program, words, {timeout});
  if (status === 0) return stdout;
  if (/not permitted|permission denied|must be root/i.test(stderr))
    throw new Error('reading the rules of the firewall needs root: run this with sudo');
  const why = stderr.trim().split('\n')[0] || (status === undefined ? 'it took too long' : `exit status ${status}`);
  throw new Error(`${[program, ...words].join(' ')} failed: ${why}`);
}

function programAt(name: string): string | undefined {
  return folders.map(folder => `${folder}/${name}`).find(path => existsSync(path));
}

/** Asking nf_tables would load it. */
function hasNfTables(): boolean {
  const loaded = textOf('/proc/modules');
  if (loaded === undefined || /^nf_tables /m.test(loaded)) return true;
  return (textOf(`/lib/modules/${release()}/modules.builtin`) ?? '').includes('/nf_tables.ko');
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
