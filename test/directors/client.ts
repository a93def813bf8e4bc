import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Director} from './director.js';

/** What is between two questions. */
export const askingInterval = 10;
const port = 7007;

export interface Question {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The host that answered it. */
  readonly by: string | undefined;
}

/** Questions in a row that nobody answered. */
export interface LostRun {
  readonly at: number;
  /** Milliseconds; the client may have asked later than it should. */
  readonly duration: number;
}

/** A client on one host that asks an address a hundred times a second, which others have by turns. */
export class Client {
  readonly #asker: ChildProcess;
  readonly #echoes: readonly ChildProcess[];

  private constructor(asker: ChildProcess, echoes: readonly ChildProcess[]) {
    this.#asker = asker;
    this.#echoes = echoes;
  }

  /** Settles when it is answered. */
  static async start(from: Director, hosts: readonly Director[], address: string): Promise<Client> {
    const echoes = hosts.map(host => {
      host.namespace.within(() => {
        for (const family of ['ipv4', 'ipv6']) writeFileSync(`/proc/sys/net/${family}/ip_nonlocal_bind`, '1');
      });
      return run(host, 'echo.js', address, `${port}`, host.name);
    });
    await Promise.all(echoes.map(echo => once(echo.stdout!, 'data')));
    const asker = run(from, 'asker.js', address, `${port}`, `${askingInterval}`);
    await once(asker.stdout!, 'data'); // it was answered
    return new Client(asker, echoes);
  }

  /** Ends it. @returns all that it asked */
  async stop(): Promise<readonly Question[]> {
    let text = '';
    this.#asker.stdout!.on('data', piece => {
      text += piece;
    });
    const ended = once(this.#asker.stdout!, 'end');
    this.#asker.stdin!.end();
    await ended;
    this.kill();
    return (JSON.parse(text) as [number, string | null][]).map(([at, by]) => ({at, by: by ?? undefined}));
  }

  kill(): void {
    for (const child of [this.#asker, ...this.#echoes]) child.kill('SIGKILL');
  }
}

/** Runs of lost questions, from the first answered one on. */
export function lostRuns(questions: readonly Question[]): readonly LostRun[] {
  const runs: LostRun[] = [];
  let lost: number[] = [];
  for (const {at, by} of questions.slice(questions.findIndex(one => one.by !== undefined))) {
    if (by === undefined) lost.push(at);
    else if (lost.length > 0) {
      const [first = 0, last = 0] = [lost[0], lost.at(-1)];
      runs.push({at: first, duration: Math.max(lost.length * askingInterval, last - first)});
      lost = [];
    }
  }
  return runs;
}

function run({namespace}: Director, script: string, ...words: readonly string[]): ChildProcess {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  return spawn('ip', ['netns', 'exec', namespace.name, process.execPath, path, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}
