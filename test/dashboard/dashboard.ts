import type {Awaited, Patience} from '../terminal/awaited.js';
import type {Cell} from '../terminal/screen.js';
import {openTerminal, type Terminal, type TerminalOptions} from '../terminal/terminal.js';
import {program} from './program.js';

export interface DashboardOptions extends Partial<Omit<TerminalOptions, 'command' | 'words'>> {
  /** Of `lvsctl top`; an interval that makes no test wait, unless it says another. */
  readonly words?: readonly string[];
  /** `top`, unless it is `demo`. */
  readonly command?: 'top' | 'demo';
}

/** Seconds: a loaded machine is slow, and no test is about time. */
export const patience = 30;

/** Starts the dashboard in a terminal of its own, and waits for its first data. NB: close its terminal. */
export async function openDashboard({
  words = [],
  command = 'top',
  ...options
}: DashboardOptions = {}): Promise<Dashboard> {
  const interval = words.includes('--interval') ? [] : ['--interval', '0.2'];
  const given = {columns: 120, rows: 30, ...options, command: program, words: [command, ...interval, ...words]};
  const dashboard = new Dashboard(await openTerminal(given));
  await dashboard.untilFresh();
  return dashboard;
}

/** The dashboard in a terminal: what stands where on its screen. */
export class Dashboard {
  constructor(readonly terminal: Terminal) {}

  press(...keys: string[]): void {
    this.terminal.press(...keys);
  }

  /** Types a text and Enter, all in one write. */
  enter(text: string): void {
    this.terminal.type(`${text}\r`);
  }

  /** As the terminal's, more patient. */
  until(awaited: Awaited<Terminal>, {seconds = patience, ...more}: Patience = {}): Promise<number> {
    return this.terminal.until(awaited, {seconds, ...more});
  }

  /** Waits until the screen is painted and shows data that is neither stale nor held. */
  async untilFresh(): Promise<void> {
    await this.until(terminal => terminal.isAlternate() && /\d\d:\d\d:\d\d\s*$/.test(this.bar()), {what: 'fresh data'});
  }

  /** Waits for words in the line above the keys. */
  async untilStatus(awaited: string | RegExp): Promise<void> {
    const isThere = () => (typeof awaited === 'string' ? this.status().includes(awaited) : awaited.test(this.status()));
    await this.until(isThere, {what: `${awaited} in the status line`});
  }

  /** Waits for a row of the screen's body of which this is true. */
  async untilRow(name: string, awaited: RegExp): Promise<void> {
    await this.until(() => awaited.test(this.row(name) ?? ''), {what: `${awaited} in the row of ${name}`});
  }

  bar(): string {
    return this.terminal.screen()[0] ?? '';
  }

  /** What needs a look, and the filter. */
  attention(): string {
    return this.terminal.screen()[2] ?? '';
  }

  titles(): string {
    return this.terminal.screen()[3] ?? '';
  }

  status(): string {
    return (this.terminal.screen().at(-2) ?? '').trim();
  }

  keys(): string {
    return this.terminal.screen().at(-1) ?? '';
  }

  /** Below the titles, above the status line, without those that are empty. */
  body(): string[] {
    return this.terminal
      .screen()
      .slice(4, -2)
      .filter(row => row !== '');
  }

  /** The first row of the body with the text. */
  row(text: string): string | undefined {
    return this.body().find(row => row.includes(text));
  }

  /** The services and real servers in the tree, from top to bottom, without what is drawn before them. */
  names(): string[] {
    return this.body().map(
      row =>
        row
          .slice(2)
          .trimStart()
          .replace(/^[^\w[]+/, '')
          .split(' ')[0] ?? '',
    );
  }

  /** The chosen row: the one that is painted on a ground of its own from edge to edge. */
  selected(): string {
    const screen = this.terminal.screen();
    const isOnGround = ({background, inverse}: Cell) => inverse || background !== 'default';
    const at = screen.findIndex((_, row) => row >= 4 && this.terminal.cells(row).every(isOnGround));
    return at < 0 ? '' : (screen[at] ?? '');
  }

  /** Chooses the row of the tree with this name, from the top. */
  async choose(name: string): Promise<void> {
    await this.until(() => this.names().includes(name), {what: name});
    this.press('g', ...Array.from({length: this.names().indexOf(name)}, () => 'j'));
    await this.until(() => this.selected().includes(name), {what: `${name} to be chosen`});
  }
}
