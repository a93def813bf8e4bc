import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {type ProcessStat, parseProcessStat, ticksPerSecond} from './process-stat.js';

/** A process as /proc has it. What is rarely wanted is read when it is asked for. */
export interface SeenProcess extends ProcessStat {
  readonly pid: number;
  readonly arguments: readonly string[];
  /** Undefined where it may not be read. */
  readonly program: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** The processes of one network namespace, by what /proc says of them. */
export class ProcessTable {
  readonly #namespace = linkOf('thread-self/ns/net');
  readonly #bootedAt: number;

  /** The namespace is that of whoever makes it. @param now milliseconds since 1970 */
  constructor(now: number) {
    this.#bootedAt = now - 1000 * Number.parseFloat(textOf('uptime') ?? '0');
  }

  /** By pid. Those whose namespace may not be read are taken to be in ours: without root, nobody's may. */
  list(): SeenProcess[] {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number)
      .sort((a, b) => a - b)
      .flatMap(pid => (this.#isOurs(pid) ? (this.find(pid) ?? []) : []));
  }

  /** In whatever namespace. */
  find(pid: number): SeenProcess | undefined {
    const text = textOf(`${pid}/stat`);
    const stat = text === undefined ? undefined : parseProcessStat(text);
    if (!stat) return undefined;
    const startedAt = this.#bootedAt + (Number(stat.startTicks) * 1000) / ticksPerSecond;
    return new ProcessOfProc(pid, stat, startedAt);
  }

  #isOurs(pid: number): boolean {
    try {
      return readlinkSync(`/proc/${pid}/ns/net`) === this.#namespace;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EACCES'; // of one that has ended there is none: ENOENT
    }
  }
}

/** A variable of the environment that a process was started with. */
export function environmentOf(pid: number, variable: string): string | undefined {
  const found = textOf(`${pid}/environ`)
    ?.split('\0')
    .find(text => text.startsWith(`${variable}=`));
  return found?.slice(variable.length + 1);
}

class ProcessOfProc implements SeenProcess {
  readonly name: string;
  readonly parent: number;
  readonly state: ProcessStat['state'];
  readonly startTicks: bigint;
  #arguments: readonly string[] | undefined;

  constructor(
    readonly pid: number,
    stat: ProcessStat,
    readonly startedAt: number,
  ) {
    ({name: this.name, parent: this.parent, state: this.state, startTicks: this.startTicks} = stat);
  }

  get arguments(): readonly string[] {
    this.#arguments ??= (textOf(`${this.pid}/cmdline`) ?? '').split('\0').slice(0, -1);
    return this.#arguments;
  }

  get program(): string | undefined {
    return linkOf(`${this.pid}/exe`);
  }
}

/** Undefined where it is gone, or may not be read. */
function textOf(name: string): string | undefined {
  try {
    return readFileSync(`/proc/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}

function linkOf(name: string): string | undefined {
  try {
    return readlinkSync(`/proc/${name}`);
  } catch {
    return undefined;
  }
}
