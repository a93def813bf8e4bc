import {readFileSync} from 'node:fs';

/** A run of the real ipvsadm 1.31 on a real kernel. */
export interface Recording {
  readonly id: string;
  readonly group: string;
  readonly argv: readonly string[];
  readonly setup: readonly string[];
  readonly stdin?: string;
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  readonly after?: {readonly cmd: string; readonly stdout: string};
  readonly state?: string;
  readonly note?: string;
}

/** @param name `cli` for command lines, `traffic` for what was seen while connections were open */
export function recordings(name: 'cli' | 'traffic'): readonly Recording[] {
  return readFileSync(`fixtures/ipvsadm/${name}.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Recording);
}

export function recording(name: 'cli' | 'traffic', id: string): Recording {
  const found = recordings(name).find(row => row.id === id);
  if (!found) throw new Error(`no recording ${id}`);
  return found;
}
