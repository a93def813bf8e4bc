import type {Instance} from 'ink';
import type {InkApp} from './App.js';
import type {Dashboard, TerminalControl} from './dashboard.js';
import type {DashboardWorld} from './world.js';

/** Longer than anybody leaves a stopped job, milliseconds; timers cannot be longer. */
const veryLong = 2 ** 31 - 1;

/** The dashboard's side of the terminal: begin, suspend and come back, size, end. */
export class Terminal implements TerminalControl {
  #app: InkApp | undefined;

  constructor(
    private readonly world: DashboardWorld,
    private readonly dashboard: Dashboard,
    private readonly instance: () => Instance,
  ) {}

  begin = (app: InkApp): void => {
    if (this.#app) return;
    this.#app = app;
    this.dashboard.start(this);
  };

  quit(): void {
    this.#app?.exit();
  }

  /** Erases what another program may have written over the screen, and paints it. */
  repaint(): void {
    this.instance().clear();
    this.#tellSize();
  }

  /** Gives the terminal back to the shell and stops, as Ctrl-Z does; goes on with SIGCONT. */
  suspend(): void {
    void this.#suspend();
  }

  async #suspend(): Promise<void> {
    const suspension = await this.#app?.suspendTerminal();
    if (!suspension) return;
    const stayAlive = this.world.after(veryLong, () => {});
    const stopListening = this.world.onSignal('SIGCONT', () => {
      stopListening();
      stayAlive();
      void suspension.resume().then(() => this.#tellSize());
    });
    this.world.stopProcess();
  }

  /** @returns what ends the watching */
  watchSize(): () => void {
    const {stdout} = this.world;
    const tell = () => this.#tellSize();
    stdout.on('resize', tell);
    return () => stdout.off('resize', tell);
  }

  #tellSize(): void {
    const {columns, rows} = this.world.stdout;
    this.dashboard.dispatch({type: 'resize', columns: columns || 80, rows: rows || 24});
  }
}
