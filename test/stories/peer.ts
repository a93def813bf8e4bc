import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {Namespace} from '../kernel/rtnetlink/namespace.js';

/** A program of this folder in a namespace that answers each line of JSON with one. */
export class Peer<Asked, Answered> {
  readonly #process: ChildProcess;
  readonly #waiting: {resolve(line: string): void; reject(error: Error): void}[] = [];
  readonly #ready: Promise<string>;

  constructor(namespace: Namespace, program: string, ...words: readonly string[]) {
    const path = fileURLToPath(new URL(program, import.meta.url));
    this.#process = spawn('ip', ['netns', 'exec', namespace.name, process.execPath, path, ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#ready = this.#line();
    this.#ready.catch(() => {}); // begin() tells
    this.#process.once('exit', status => {
      for (const {reject} of this.#waiting.splice(0)) reject(new Error(`${program} has ended with ${status}`));
    });
    createInterface({input: this.#process.stdout as NodeJS.ReadableStream}).on('line', line =>
      this.#waiting.shift()?.resolve(line),
    );
  }

  async begin(): Promise<void> {
    await this.#ready;
  }

  async ask(asked: Asked): Promise<Answered> {
    const answered = this.#line();
    this.#process.stdin?.write(`${JSON.stringify(asked)}\n`);
    return JSON.parse(await answered) as Answered;
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  #line(): Promise<string> {
    const {exitCode, signalCode} = this.#process;
    if (exitCode !== null || signalCode !== null) return Promise.reject(new Error('the program has ended'));
    return new Promise((resolve, reject) => this.#waiting.push({resolve, reject}));
  }
}
