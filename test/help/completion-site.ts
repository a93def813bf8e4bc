import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {program} from '../dashboard/program.js';

/** A folder with a table, a drain, a snapshot and files, for completions to find. */
export interface CompletionSite {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the last word can become. */
  complete(...line: readonly string[]): readonly string[];
  remove(): void;
}

const rules = `-A -t 10.0.0.1:80 -s rr
-a -t 10.0.0.1:80 -r 10.1.0.11:8080 -m
-a -t 10.0.0.1:80 -r 10.1.0.12:8080 -m
-A -u 10.0.0.53:53 -s wlc
-A -t [2001:db8::1]:443 -s wlc
-a -t [2001:db8::1]:443 -r [2001:db8::11]:443
-A -f 7 -s sh
`;

export function openCompletionSite(): CompletionSite {
  const folder = mkdtempSync(join(tmpdir(), 'lvsctl-completion-'));
  const environment = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    LVSCTL_RUN_DIR: folder,
    LVSCTL_KERNEL: `embedded:${join(folder, 'kernel.json')}`,
  };
  mkdirSync(join(folder, 'bin'));
  symlinkSync(program, join(folder, 'bin/lvsctl'));
  writeFileSync(join(folder, 'my-rules'), rules);
  const lvsctl = (...words: readonly string[]) =>
    spawnSync(program, words, {env: environment, encoding: 'utf8', input: rules});
  for (const line of [
    ['-R'],
    ['snapshot', 'save', 'before-upgrade'],
    ['drain', '10.1.0.12', '--reason', 'new kernel'],
  ]) {
    const {status, stderr} = lvsctl(...line);
    if (status !== 0) throw new Error(`${line.join(' ')}: status ${status}, ${stderr}`);
  }
  return {
    folder,
    environment,
    complete(...line) {
      const {stdout, stderr, status} = lvsctl('complete', '--', ...line);
      if (status !== 0 || stderr !== '') throw new Error(`${line.join(' ')}: status ${status}, ${stderr}`);
      return stdout.split('\n').slice(0, -1);
    },
    remove: () => rmSync(folder, {recursive: true}),
  };
}
