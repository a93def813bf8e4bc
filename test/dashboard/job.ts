import assert from 'node:assert/strict';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {openShell, type Shell} from '../terminal/shell.js';
import {Dashboard, patience} from './dashboard.js';
import type {Director} from './director.js';
import {program} from './program.js';

/** A shell whose user starts the dashboard: what is left of the terminal afterwards can be seen. NB: close its terminal. */
export async function openUser({folder, environment}: Director, name: 'sh' | 'bash' = 'sh'): Promise<User> {
  const shell = await openShell({program: name, columns: 120, rows: 30, cwd: folder, environment});
  return new User(shell, folder, name === 'sh');
}

export class User {
  /** What is on the screen while it runs. */
  readonly dashboard: Dashboard;
  readonly #pidFile: string;

  constructor(
    readonly shell: Shell,
    folder: string,
    /** bash has settings of its own while it reads a line. */
    private readonly leavesSettings: boolean,
  ) {
    this.dashboard = new Dashboard(shell.terminal);
    this.#pidFile = join(folder, 'pid');
  }

  /** Starts it, and waits for its first data. @param words after `lvsctl top`, as a shell reads them */
  async start(words = '--interval 0.2', before = ''): Promise<void> {
    rmSync(this.#pidFile, {force: true});
    this.shell.start(`${before}sh -c 'echo $$ > pid; exec ${program} top ${words}'`);
    await this.dashboard.untilFresh();
  }

  /** Sends the program a signal, and nobody else. */
  signal(name: NodeJS.Signals): void {
    process.kill(this.pid, name);
  }

  get pid(): number {
    return Number(readFileSync(this.#pidFile, 'utf8'));
  }

  /** Stopped by a signal, as proc(5) has it. */
  isStopped(): boolean {
    return existsSync(`/proc/${this.pid}/stat`) && / T /.test(readFileSync(`/proc/${this.pid}/stat`, 'utf8'));
  }

  /** Waits until something stopped it of which its shell says nothing yet. */
  async untilStopped(): Promise<void> {
    const bound = performance.now() + patience * 1000;
    while (!this.isStopped()) {
      assert.ok(performance.now() < bound, `waited ${patience} s for it to stop`);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  /** Waits until it has ended or stopped. @returns the status its shell saw */
  status(): Promise<number> {
    return this.shell.prompt({seconds: patience});
  }

  /** All is as before the program: settings, cursor, modes, colours, what stood on the screen. */
  assertRestored(...above: string[]): void {
    const {terminal} = this.shell;
    const picture = terminal.picture();
    assert.ok(!terminal.isAlternate(), picture);
    assert.ok(terminal.isCursorVisible(), picture);
    if (this.leavesSettings) assert.ok(terminal.isCooked(), [...terminal.settings()].join(' '));
    const {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode, synchronizedOutputMode} =
      terminal.modes;
    assert.deepEqual(
      {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode, synchronizedOutputMode},
      {
        bracketedPasteMode: !this.leavesSettings && bracketedPasteMode,
        mouseTrackingMode: 'none',
        applicationCursorKeysMode: false,
        sendFocusMode: false,
        synchronizedOutputMode: false,
      },
    );
    const {row, column} = terminal.cursor();
    const before = terminal.cells(row)[column - 2];
    assert.deepEqual([before?.text, before?.foreground, before?.inverse], ['$', 'default', false], picture);
    const lines = terminal.history().filter(line => line !== '');
    assert.deepEqual(
      lines.filter(line => above.includes(line)),
      above,
      picture,
    );
  }
}
