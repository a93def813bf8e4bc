import {spawnSync} from 'node:child_process';
import {ReadStream} from 'node:tty';
import {type Awaited, type Patience, Waiters} from './awaited.js';
import {terminalEnvironment} from './environment.js';
import {InputQueue} from './input-queue.js';
import {encodeKey} from './keys.js';
import {openPseudoTerminal, type PseudoTerminal} from './pseudo-terminal.js';
import {type Cell, Screen} from './screen.js';
import {
  endSession,
  type Exit,
  exitOf,
  OutputDivider,
  type SupervisedProgram,
  superviseProgram,
} from './supervised-program.js';

export interface TerminalOptions {
  readonly command: string;
  readonly words?: readonly string[];
  /** Beyond that of `terminalEnvironment`; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
}

/** By performance.now(). */
type Milliseconds = number;

export type OutputListener = (output: Buffer, arrivedAt: Milliseconds) => void;

/** Starts a program in a pseudo-terminal of its own, which is its controlling terminal. NB: close() it. */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  const {command, words = [], environment, columns = 80, rows = 24, cwd} = options;
  const pseudoTerminal = openPseudoTerminal(columns, rows);
  const stream = new ReadStream(pseudoTerminal.master);
  try {
    const program = await superviseProgram({
      command,
      words,
      environment: terminalEnvironment(environment),
      cwd,
      slave: pseudoTerminal.slave,
    });
    return new Terminal(pseudoTerminal, stream, program, columns, rows);
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

export class Terminal {
  /** Of the program itself. */
  readonly pid: number;
  /** Resolves when the program has ended and all its output is on the screen. */
  readonly exited: Promise<Exit>;
  /** All that the program has written so far. */
  bytes = 0;
  /** When the latest output arrived, which need not be on the screen yet. */
  arrivedAt: Milliseconds = 0;

  readonly #screen: Screen;
  readonly #input: InputQueue;
  readonly #divider = new OutputDivider();
  readonly #listeners = new Set<OutputListener>();
  readonly #waiters: Waiters<Terminal>;
  #exit: Exit | undefined;
  #ended: (exit: Exit) => void = () => {};

  constructor(
    private readonly pseudoTerminal: PseudoTerminal,
    private readonly stream: ReadStream,
    private readonly program: SupervisedProgram,
    columns: number,
    rows: number,
  ) {
    this.pid = program.pid;
    this.#input = new InputQueue(pseudoTerminal.master);
    this.#screen = new Screen(columns, rows, text => this.type(text));
    this.#waiters = new Waiters(this);
    this.exited = new Promise(resolve => {
      this.#ended = resolve;
    });
    stream.on('data', chunk => this.#receive(chunk));
    stream.on('error', () => {}); // EIO: nobody has the terminal open any more
    void program.gone.then(() => this.#end(exitOf(137)));
  }

  /** Undefined while the program runs. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  type(text: string): void {
    this.#input.write(text);
  }

  /** Presses keys one after the other, by the names of `encodeKey`. */
  press(...keys: string[]): void {
    for (const key of keys) this.type(encodeKey(key, this.#screen.modes.applicationCursorKeysMode));
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.pseudoTerminal.setSize(columns, rows);
  }

  /** The rows that are seen, without their trailing blanks unless `isWhole`. */
  screen(isWhole = false): string[] {
    return this.#screen.rows(isWhole);
  }

  /** All rows of the main screen and what was scrolled out of it, also while the alternate screen is shown. */
  history(): string[] {
    return this.#screen.history();
  }

  cells(row: number): Cell[] {
    return this.#screen.cells(row);
  }

  isAlternate(): boolean {
    return this.#screen.isAlternate();
  }

  isCursorVisible(): boolean {
    return this.#screen.isCursorVisible();
  }

  /** From 0. */
  cursor(): {readonly row: number; readonly column: number} {
    return this.#screen.cursor();
  }

  /** What the program has asked of the terminal: bracketed paste, mouse tracking, and so on. */
  get modes(): Screen['modes'] {
    return this.#screen.modes;
  }

  /**
   * Waits until the screen shows it, between frames where the program marks them (mode 2026). Resolves to the time at
   * which the output that brought it arrived. Rejects, with the screen in the message, when the time is over or the
   * program has ended without showing it.
   */
  until(awaited: Awaited<Terminal>, patience?: Patience): Promise<Milliseconds> {
    return this.#waiters.until(awaited, patience);
  }

  /** Waits until there was no output for so long. */
  async untilQuiet(milliseconds: Milliseconds, {seconds = 10}: {seconds?: number} = {}): Promise<void> {
    const until = performance.now() + seconds * 1000;
    for (let before = -1; before !== this.bytes; ) {
      if (performance.now() > until) throw new Error(`waited ${seconds} s for silence\n${this.picture()}`);
      before = this.bytes;
      await new Promise(resolve => setTimeout(resolve, milliseconds));
    }
  }

  /** Calls the listener with each piece of output as it arrives, before it is on the screen. Returns what stops that. */
  onOutput(listener: OutputListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends a signal to the program only. */
  signal(name: NodeJS.Signals): void {
    process.kill(this.pid, name);
  }

  /** The words of `stty -a`: icanon or -icanon, and so on. They are as the program left them when it has ended. */
  settings(): ReadonlySet<string> {
    const {stdout, stderr} = spawnSync('stty', ['-F', this.pseudoTerminal.slave, '-a'], {encoding: 'utf8'});
    if (stdout === '') throw new Error(`stty: ${stderr}`);
    return new Set(stdout.split(/[\s;]+/));
  }

  /** Whether the terminal edits lines, echoes and sends signals, as a shell's user expects it. */
  isCooked(): boolean {
    const settings = this.settings();
    return ['icanon', 'echo', 'isig', 'iexten', 'icrnl', 'opost'].every(word => settings.has(word));
  }

  /** The screen in a frame, for messages. */
  picture(): string {
    const {columns, height} = this.#screen;
    const {row, column} = this.cursor();
    const title = `${columns}x${height}, ${this.isAlternate() ? 'alternate' : 'main'} screen, cursor ${
      this.isCursorVisible() ? 'at' : 'hidden at'
    } row ${row} column ${column}, program ${this.#exit ? `ended with ${this.#exit.status}` : 'runs'}`;
    const line = '─'.repeat(columns);
    return [title, `┌${line}┐`, ...this.screen(true).map(text => `│${text}│`), `└${line}┘`].join('\n');
  }

  /** Kills what still runs in the terminal, and closes it. */
  async close(): Promise<void> {
    await endSession(this.program);
    this.#waiters.stop();
    this.#input.stop();
    if (!this.stream.destroyed)
      await new Promise(resolve => {
        this.stream.once('close', resolve);
        this.stream.destroy();
      });
    this.#screen.dispose();
  }

  #receive(chunk: Buffer): void {
    const arrivedAt = performance.now();
    const {output, exit} = this.#divider.divide(chunk);
    if (output.length > 0) {
      this.arrivedAt = arrivedAt;
      this.bytes += output.length;
      for (const listener of this.#listeners) listener(output, arrivedAt);
    }
    this.#screen.write(output, () => {
      if (exit) this.#end(exit);
      if (exit || !this.modes.synchronizedOutputMode) this.#waiters.look(arrivedAt);
    });
  }

  #end(exit: Exit): void {
    if (this.#exit) return;
    this.#exit = exit;
    this.#ended(exit);
    this.#waiters.look(performance.now());
  }
}
