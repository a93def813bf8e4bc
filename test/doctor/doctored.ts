import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {Diagnosis} from '../../src/doctor/diagnosis.js';
import type {Director} from '../directors/director.js';

export interface Said {
  /** `CODE: what is`, of everything that is wrong or a risk. */
  readonly found: readonly string[];
  readonly rows: readonly {readonly code: string; readonly outcome: string; readonly diagnoses: readonly Diagnosis[]}[];
  /** Milliseconds of looking. */
  readonly took: number;
}

/** What is to be known of the table, which these kernels have none of. */
export interface Asked {
  readonly table?: readonly string[];
  readonly daemons?: readonly object[];
  readonly isProbing?: boolean;
  readonly isQuick?: boolean;
  readonly given?: {readonly keepalivedConfig: string};
}

/** What the doctor says on a host. */
export async function doctored(director: Director, asked: Asked = {}): Promise<Said> {
  const session = join(import.meta.dirname, 'doctor-session.js');
  const {stdout} = await promisify(execFile)(
    'ip',
    ['netns', 'exec', director.namespace.name, process.execPath, session, JSON.stringify(asked)],
    {env: {PATH: process.env.PATH, LVSCTL_RUN_DIR: director.path('run'), LVSCTL_STATE_DIR: director.path('state')}},
  );
  const {rows, took}: Omit<Said, 'found'> = JSON.parse(stdout);
  const found = rows.flatMap(({code, diagnoses}) =>
    diagnoses
      .filter(({outcome}) => outcome === 'wrong' || outcome === 'risk')
      .map(({subject, is}) => `${code}: ${subject === undefined ? '' : `${subject}: `}${is}`),
  );
  return {rows, took, found};
}

/** The codes of what it found, each once. */
export function codesOf({found}: Said): readonly string[] {
  return [...new Set(found.map(line => line.slice(0, line.indexOf(':'))))];
}
