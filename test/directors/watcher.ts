import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {type Document, linesOf} from './document.js';
import {eventually} from './eventually.js';

/** One `lvsctl vrrp --watch -o json`, and what it has said. */
export class Watcher {
  readonly #process: ChildProcess;
  readonly #documents: Document[] = [];
  #errors = '';
  readonly #waiting = new Set<() => void>();

  /** @param namespace where it runs, by name */
  constructor(
    readonly host: string,
    namespace: string,
    words: readonly string[],
    environment: NodeJS.ProcessEnv,
  ) {
    this.#process = spawn('ip', ['netns', 'exec', namespace, 'bin/lvsctl', 'vrrp', '--watch', '-o', 'json', ...words], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    createInterface(this.#process.stdout!).on('line', line => {
      this.#documents.push(JSON.parse(line));
      this.#wake();
    });
    this.#process.stderr!.on('data', text => (this.#errors += text));
    this.#process.on('exit', () => this.#wake());
  }

  /** The last one. */
  get document(): Document {
    const last = this.#documents.at(-1);
    assert.ok(last, `${this.host} has said nothing: ${this.#errors}`);
    return last;
  }

  /**
   * Waits until exactly these lines (linesOf) are said. That the master is `flapping` is true of every story, and may be
   * left out.
   * @param options.since milliseconds since 1970: what was said before does not count
   * @param options.within milliseconds
   * @param options.meanwhile further lines that may be said until then; of those said at `since` any may stay
   * @returns how long after `since` it was so, by its own clock: milliseconds
   */
  async says(
    lines: readonly string[],
    options: {readonly since: number; readonly within: number; readonly meanwhile?: readonly string[]},
  ): Promise<number> {
    const {since, within, meanwhile} = options;
    const wanted = [...lines].sort().join('\n');
    const isAbout = (line: string) => !line.startsWith('flapping') || lines.includes(line);
    let next = this.#documents.findIndex(({at}) => Date.parse(at) >= since);
    if (next < 0) next = this.#documents.length;
    const before = this.#documents[next - 1];
    const allowed = meanwhile && new Set([...lines, ...meanwhile, ...(before ? linesOf(before) : [])]);
    const isWanted = (document: Document) => linesOf(document).filter(isAbout).sort().join('\n') === wanted;
    if (before && isWanted(before) && next === this.#documents.length) return 0;
    const end = performance.now() + within;
    for (;;) {
      for (; next < this.#documents.length; next++) {
        const document = this.#documents[next] as Document;
        if (Date.parse(document.at) < since) {
          for (const line of linesOf(document)) allowed?.add(line); // it was on its way
          if (!isWanted(document)) continue;
        }
        if (isWanted(document)) return Math.max(0, Date.parse(document.at) - since);
        const wrong = allowed && linesOf(document).filter(line => isAbout(line) && !allowed.has(line));
        assert.deepEqual(wrong ?? [], [], `${this.host} says what is not so\n${this.account(since)}`);
      }
      const left = end - performance.now();
      if (left <= 0 || !this.isRunning)
        assert.fail(`${this.host} did not say within ${within} ms:\n  ${lines.join('\n  ')}\n${this.account(since)}`);
      await this.#more(left);
    }
  }

  /**
   * Waits for a document of which something holds, the last one or a later one.
   * @param what for whoever reads that there was none
   */
  async shows(what: string, isSo: (document: Document) => boolean, within = 15_000): Promise<Document> {
    const end = performance.now() + within;
    for (let next = Math.max(0, this.#documents.length - 1); ; ) {
      for (; next < this.#documents.length; next++) {
        const document = this.#documents[next] as Document;
        if (isSo(document)) return document;
      }
      const left = end - performance.now();
      assert.ok(
        left > 0 && this.isRunning,
        `${this.host} did not show ${what} within ${within} ms\n${this.account(0)}`,
      );
      await this.#more(left);
    }
  }

  /** For whoever has to find out what went wrong. */
  account(since: number): string {
    const said: string[] = [];
    for (const document of this.#documents) {
      const text = linesOf(document).join(', ');
      const entry = `  ${Math.round(Date.parse(document.at) - since)} ms: `;
      if (said.at(-1)?.slice(entry.length) !== text) said.push(entry + text);
    }
    const last = this.#documents.at(-1);
    const detail = last ? JSON.stringify({instances: last.instances, findings: last.findings}, null, 1) : 'nothing';
    return `${this.host} said\n${said.slice(-30).join('\n')}\n${this.#errors}\nat last ${detail}`;
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async close(): Promise<void> {
    this.#process.kill('SIGTERM');
    try {
      await eventually(
        () => !this.isRunning,
        () => `lvsctl on ${this.host} does not end`,
      );
    } finally {
      this.#process.kill('SIGKILL');
    }
  }

  /** Until there is another document, or it has ended. */
  #more(within: number): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, within);
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}
