import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {expected, type Placed, type Side, serviceWords, sides, sorryAddress} from './keepalived-conf.js';
import type {Case} from './keepalived-case.js';
import {directors} from './servers-network.js';

/** By service, as ipvsadm names it, by address of the real server: its weight. */
export type Table = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What one real server of a case was seen to be, on both sides. */
export interface Seen {
  /** Weights in all of its services; undefined: it is not there. */
  readonly stands: Readonly<Record<Side, number | undefined>>;
  /** What is not as it is to be, in words; undefined: nothing. */
  readonly wrong: string | undefined;
}

const run = promisify(execFile);

export async function tables(): Promise<Readonly<Record<Side, Table>>> {
  const [keepalived, lvsctl] = await Promise.all(sides.map(tableOf));
  return {keepalived, lvsctl} as Record<Side, Table>;
}

/** The whole table, sorted. */
export async function wholeTable(side: Side): Promise<readonly string[]> {
  const {stdout} = await run('ip', ['netns', 'exec', directors[side], 'ipvsadm', '-Sn']);
  return stdout.trim().split('\n').sort();
}

async function tableOf(side: Side): Promise<Table> {
  const services = new Map<string, Map<string, number>>();
  for (const line of await wholeTable(side)) {
    const [, verb, service = '', rest = ''] = /^-([Aa]) (-\w \S+) ?(.*)$/.exec(line) ?? [];
    if (verb === 'A') services.set(service, new Map());
    const [, server, weight] = /^-r \[?([^\]]+?)\]?:\d+ .*-w (\d+)/.exec(rest) ?? [];
    if (verb === 'a' && server) services.get(service)?.set(server, Number(weight));
  }
  return services;
}

/** Every server of the cases, sorry servers too, by case and address. */
export function compare(
  cases: readonly Case[],
  servers: readonly Placed[],
  scene: number,
  found: Readonly<Record<Side, Table>>,
): ReadonlyMap<string, Seen> {
  const all = new Map<string, Seen>();
  for (const [place, one] of cases.entries()) {
    const wanted = {
      keepalived: expected(one, servers, scene, 'keepalived'),
      lvsctl: expected(one, servers, scene, 'lvsctl'),
    };
    const own = servers.filter(({of}) => of === one).map(({address}) => address);
    for (const address of [...own, ...(one.lines?.includes('sorry_server') ? [sorryAddress] : [])]) {
      const wrong: string[] = [];
      const stands: Partial<Record<Side, number | undefined>> = {};
      for (const side of sides) {
        const want = wanted[side].get(address);
        for (const service of serviceWords(one, place)) {
          const stand = found[side].get(service)?.get(address);
          stands[side] = stand;
          if (!found[side].has(service)) wrong.push(`${side} has no ${service}`);
          else if (want !== 'either' && stand !== want)
            wrong.push(`${side} has ${stand ?? 'none'}, not ${want ?? 'none'}`);
        }
      }
      all.set(`${one.name} ${address}`, {
        stands: stands as Record<Side, number | undefined>,
        wrong: wrong.length > 0 ? wrong.join(', ') : undefined,
      });
    }
  }
  return all;
}
