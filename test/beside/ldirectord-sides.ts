import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {type Case, notCompared, scenes} from './ldirectord-case.js';
import {expected, fallback, type Placed, reasonOf, serviceWords} from './ldirectord-conf.js';

const run = promisify(execFile);

export const sides = ['ldirectord', 'lvsctl'] as const;
export type Side = (typeof sides)[number];
/** By service, its servers: `address weight`, sorted. */
export type Table = ReadonlyMap<string, readonly string[]>;
export type Tables = Readonly<Record<Side, Table>>;

/** The table of a director. */
export async function tableOf(namespace: string): Promise<Table> {
  const {stdout} = await run('ip', ['netns', 'exec', namespace, 'ipvsadm', '-Sn']);
  const services = new Map<string, string[]>();
  for (const line of stdout.trim().split('\n')) {
    const [, verb, service = '', rest = ''] = /^-([Aa]) (-\w \S+) ?(.*)$/.exec(line) ?? [];
    if (verb === 'A') services.set(service, []);
    const [, server, weight] = /^-r \[?([^\]]+?)\]?:\d+ .*-w (\d+)/.exec(rest) ?? [];
    if (verb === 'a') services.get(service)?.push(`${server} ${weight}`);
  }
  for (const lines of services.values()) lines.sort();
  return services;
}

/** What is otherwise than expected, in words. */
export function differences(
  cases: readonly Case[],
  all: readonly Placed[],
  scene: number,
  side: Side,
  table: Table,
): string[] {
  const manner = (line: string): string => {
    const found = all.find(({address}) => line.includes(` ${address} `));
    return found ? ` (${found.letter}, ${scenes[scene]?.isIll(found.place) ? found.server.ill : 'well'})` : '';
  };
  return cases.flatMap((one, place) => {
    const wanted = expected(one, all, scene, side);
    const found = table.get(serviceWords(one, place)) ?? ['no service'];
    const lines = [
      ...found.filter(line => !wanted.includes(line)).map(line => `has ${line}`),
      ...wanted.filter(line => !found.includes(line)).map(line => `lacks ${line}`),
    ];
    return lines.map(line => `${one.name}: ${side} ${line}${manner(line)}`);
  });
}

/** What was compared, for a reader: the weights in each of the scenes. */
export function report(cases: readonly Case[], all: readonly Placed[], seen: readonly Tables[]): string {
  const rows = cases.flatMap((one, i) => {
    const service = serviceWords(one, i);
    const row = (name: string, ill: string, address: string, reason: string | undefined) => {
      const stands = sides.map(side =>
        seen.map(tables => weightOf(tables[side].get(service) ?? [], address)).join(' '),
      );
      return [`${one.name} ${name}`, ill, ...stands, stands[0] === stands[1] ? '' : (reason ?? 'DIFFERENT')];
    };
    const own = all.filter(({of}) => of === one);
    const hasFallback = one.lines.some(line => line.startsWith('fallback='));
    return [
      ...own.map(({server, address, letter}) => row(letter, server.ill, address, reasonOf(server))),
      ...(hasFallback ? [row('fallback', '', fallback, reasonOf(one))] : []),
    ];
  });
  const head = ['service', 'ill', 'ldirectord', 'lvsctl', ''];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i]?.length ?? 0)));
  const lines = [head, ...rows].map(row => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd()); // biome-ignore format: one line
  const count = `${cases.length} virtual services, ${all.length} real servers, ${seen.length} scenes`;
  return [...lines, count, 'not compared:', ...notCompared.map(words => words.join(': '))].join('\n');
}

function weightOf(lines: readonly string[], address: string): string {
  return (lines.find(line => line.startsWith(`${address} `))?.split(' ')[1] ?? '-').padStart(3);
}
