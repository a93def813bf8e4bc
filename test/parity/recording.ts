import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {repositoryFolder} from '../lab/lab.js';
import type {Result} from './case.js';

/** A run of the real ipvsadm, as the files in fixtures/ipvsadm have it. */
export interface Recording extends Result {
  id: string;
  group: string;
  argv: string[];
  setup: string[];
  stdin?: string;
  uid?: number;
  env?: Record<string, string>;
  netns?: string;
  after?: Result & {cmd: string};
  note?: string;
  state?: string;
}

/** `cli`: command lines. `traffic`: what was seen while connections were open. */
export function loadRecordings(name: 'cli' | 'traffic'): Recording[] {
  const text = readFileSync(join(repositoryFolder(), `fixtures/ipvsadm/${name}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Recording);
}
