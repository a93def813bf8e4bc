import type {Instance, TerminalSuspension} from 'ink';
import type {ReactElement} from 'react';
import type {InkApp} from './App.js';
import type {Performance, TerminalControl} from './performance.js';
import type {TerminalWorld} from './world.js';

/** Longer than anybody leaves a stopped job, milliseconds; timers cannot be longer. */
const veryLong = 2 ** 31 - 1;

/** Ends a frame (mode 2026), bracketed paste and the alternate screen, and shows the cursor: ctlseqs, DECRST and DECSET. */
const asBefore = '\u001b[?2026l\u001b[?2004l\u001b[?1049l\u001b[?25h';
/** DECSC: where leaving the alternate screen puts the cursor. */
const saveCursor = '\u001b7';
/** ED, CUP. */
const eraseScreen = '\u001b[2J\u001b[H';

/** What Ink gives, once it runs. */
export interface Painter {
  readonly instance: Instance;
  readonly app: ReactElement;
}

/** The dashboard's side of the terminal: begin, suspend and come back, size, end. */
export class Terminal implements TerminalControl {
  #app: InkApp | undefined;
  #isSuspended = false;
  #isOver = false;

  constructor(
    private readonly world: TerminalWorld,
    private readonly shown: Pick<Performance<never>, 'start' | 'dispatch'>,
    private readonly painter: () => Painter,
  ) {}

  begin = (app: InkApp): void => {
    if (this.#app) return;
    this.#app = app;
    this.shown.start(this);
  };

  quit(): void {
    this.#isOver = true;
    this.#app?.exit();
  }

  /** As quit, also where there is no application yet, or it is what broke. */
  leave(): void {
    this.#isOver = true;
    if (this.#isSuspended) this.world.stdout.write(saveCursor); // Ink leaves the alternate screen once more
    this.painter().instance.unmount();
  }

  /** Paints everything, whatever another program may have written over the screen: as Ink and we do for another size. */
  repaint(): void {
    this.world.stdout.emit('resize');
  }

  /** Gives the terminal back to the shell and stops, as Ctrl-Z does; goes on with SIGCONT. */
  suspend(): void {
    if (!this.#isSuspended) void this.#suspend();
  }

  async #suspend(): Promise<void> {
    this.#isSuspended = true;
    const suspension = await this.#app?.suspendTerminal();
    if (!suspension) return;
    const stayAlive = this.world.after(veryLong, () => {});
    const stopListening = this.world.onSignal('SIGCONT', () => {
      stopListening();
      stayAlive();
      void this.#resume(suspension);
    });
    this.world.stopProcess();
  }

  async #resume(suspension: TerminalSuspension): Promise<void> {
    await this.world.pause(); // another size is known by then
    this.#fit();
    this.#isSuspended = false;
    await suspension.resume();
  }

  /** Does what Ink does in the end, where it could not, as Ink is what broke. */
  restore(): void {
    const {stdin, stdout} = this.world;
    if (!stdin.isRaw) return;
    stdin.removeAllListeners('readable').pause().unref();
    stdin.setRawMode(false);
    stdout.write(asBefore);
  }

  /** Hears of another size before Ink does, which then paints the frame as it is by then. @returns what ends the watching */
  watchSize(): () => void {
    const {stdout} = this.world;
    const resized = (): void => {
      this.#fit();
      if (this.#isSuspended || this.#isOver) return;
      this.painter().instance.clear(); // lines of another width cannot be compared
      stdout.write(eraseScreen);
    };
    stdout.prependListener('resize', resized);
    return () => stdout.off('resize', resized);
  }

  /** Makes the frame as large as the terminal is, at once. */
  #fit(): void {
    if (this.#isOver) return; // Ink would begin anew
    const {columns, rows} = this.world.stdout;
    const {instance, app} = this.painter();
    this.shown.dispatch({type: 'resize', columns: columns || 80, rows: rows || 24});
    instance.rerender(app);
  }
}
