import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {Namespace} from '../kernel/rtnetlink/namespace.js';

/** A program of this folder in a namespace that answers each line of JSON with one. */
export class Peer<Asked, Answered> {
  readonly #process: ChildProcess;
  readonly #waiting: ((line: string) => void)[] = [];
  readonly #ready: Promise<string>;

  constructor(namespace: Namespace, program: string, ...words: readonly string[]) {
    const path = fileURLToPath(new URL(program, import.meta.url));
    this.#process = spawn('ip', ['netns', 'exec', namespace.name, process.execPath, path, ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#ready = new Promise(resolve => this.#waiting.push(resolve));
    createInterface({input: this.#process.stdout as NodeJS.ReadableStream}).on('line', line =>
      this.#waiting.shift()?.(line),
    );
  }

  async begin(): Promise<void> {
    await this.#ready;
  }

  async ask(asked: Asked): Promise<Answered> {
    const answered = new Promise<string>(resolve => this.#waiting.push(resolve));
    this.#process.stdin?.write(`${JSON.stringify(asked)}\n`);
    return JSON.parse(await answered) as Answered;
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
