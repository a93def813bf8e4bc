import {spawnSync} from 'node:child_process';

/** Variables of ldirectord, as texts. */
export type Fields = Readonly<Record<string, string | undefined>>;

export interface VirtualDump {
  readonly own: Fields;
  readonly real: readonly Fields[];
  readonly fallback: Fields | null;
}

/** By protocol. */
type Fallbacks = Readonly<Record<string, Fields>>;

export interface Dump {
  readonly globals: {
    readonly own: Fields;
    readonly execute: readonly string[];
    readonly fallback: Fallbacks | null;
    readonly fallback6: Fallbacks | null;
  };
  readonly virtuals: readonly VirtualDump[];
}

export interface Said {
  readonly line: number;
  readonly message: string;
}

/** What ldirectord's own code says of a configuration; the dump where it starts with it. */
export type Answer = Partial<Dump> & {
  readonly starts: boolean;
  readonly errors: readonly Said[];
  readonly warnings: readonly Said[];
  /** Something else than config_error() has ended it. */
  readonly failure?: string;
  /** The process has ended without an answer. */
  readonly died?: number;
};

export const program = '/usr/sbin/ldirectord';
export const hostname = 'director1';

/** Has the real ldirectord read these files. Needs Perl and ldirectord. */
export function ask(paths: readonly string[]): Answer[] {
  const {stdout, stderr, status} = spawnSync('perl', ['test/config/ldirectord/oracle.pl', program], {
    input: `${paths.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 300_000,
  });
  if (status !== 0) throw new Error(`the oracle ended with ${status}: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Answer);
}

/** What `ldirectord FILE status` exits with: 2 where it refuses the file, else 3, as none is running. */
export function exitOf(path: string): number {
  return spawnSync(program, [path, 'status'], {encoding: 'utf8', timeout: 20_000}).status ?? -1;
}
