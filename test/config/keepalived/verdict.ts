import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {configId, folder} from './corpus.js';

/** What the real `keepalived -t` says of a configuration. */
export interface Verdict {
  readonly exit: number;
  /** `FILE:LINE` of each line that it complains of, in the folder of the corpus. */
  readonly lines: readonly string[];
  /** What it says without a line. */
  readonly others: readonly string[];
}

/** A network namespace with the interfaces of the corpus, for as long as `use` takes. Needs root. */
export function withNamespace<T>(use: (run: (path: string) => Verdict) => T): T {
  const name = `lvsctl-ka-${process.pid}`;
  const ip = (...words: string[]) => execFileSync('ip', words);
  const temporary = mkdtempSync(join(tmpdir(), 'lvsctl-ka-'));
  ip('netns', 'add', name);
  try {
    ip('-n', name, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth1');
    ip('-n', name, 'link', 'add', 'eth2', 'type', 'veth', 'peer', 'name', 'peer2');
    for (const [i, link] of ['eth0', 'eth1', 'eth2', 'peer2', 'lo'].entries()) {
      if (link.startsWith('eth')) ip('-n', name, 'addr', 'add', `10.0.${i}.2/24`, 'dev', link);
      ip('-n', name, 'link', 'set', link, 'up');
    }
    return use(path => ask(name, temporary, path));
  } finally {
    ip('netns', 'del', name);
    rmSync(temporary, {recursive: true});
  }
}

function ask(namespace: string, temporary: string, path: string): Verdict {
  const {status, signal, stderr} = spawnSync(
    'ip',
    ['netns', 'exec', namespace, 'keepalived', '-t', '-i', configId, '-f', path],
    {encoding: 'utf8', timeout: 20_000, env: {...process.env, TMPDIR: temporary}},
  );
  const lines = new Set<string>();
  const others = new Set<string>();
  for (const text of stderr.split('\n').filter(Boolean)) {
    const match = /^\((?:(.+): )?Line (\d+)\) /.exec(text);
    if (match) lines.add(`${relative(folder, resolve(path, '..', match[1] ?? path))}:${match[2]}`);
    else others.add(text);
  }
  return {exit: signal === null ? (status ?? -1) : 128 + 11, lines: [...lines], others: [...others]};
}
