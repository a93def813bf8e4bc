import {plainChanger} from '../../src/maintenance/journal/changer.js';
import {PassThrough, Writable} from 'node:stream';
import type {OpenIpvs} from '../../src/ipvs/unavailable.js';
import {openDemoDrains} from '../../src/tui/drains/demo-drains.js';
import {openDashboard} from '../../src/tui/open-dashboard.js';
import {openDemoChecks} from '../../src/tui/screens/checks/demo-checks.js';
import type {DashboardWorld} from '../../src/tui/world.js';
import {openDemoRouters} from '../../src/vrrp/demo/open-demo-routers.js';
import {encodeKey} from '../terminal/keys.js';
import {Screen} from '../terminal/screen.js';

export interface FakeTerminalOptions {
  readonly columns: number;
  readonly rows: number;
  connect(): Promise<OpenIpvs>;
  /** The clock of everything: it stands still but for pass(). */
  readonly time: {now: number};
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** The whole dashboard, Ink included, on a terminal in memory and on a clock that stands still. */
export class FakeTerminal {
  readonly ended: Promise<number>;
  readonly #screen: Screen;
  readonly #stdin: PassThrough;
  readonly #timers = new Set<{readonly at: number; readonly call: () => void}>();
  #writes = 0;

  constructor(private readonly options: FakeTerminalOptions) {
    const {columns, rows, time} = options;
    this.#screen = new Screen(columns, rows);
    this.#stdin = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: () => this.#stdin,
      ref: () => this.#stdin,
      unref: () => this.#stdin,
    });
    const stdout = Object.assign(
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          this.#writes++;
          this.#screen.write(Buffer.from(chunk.toString().replaceAll('\n', '\r\n')), done); // as a terminal's ONLCR does
        },
      }),
      {isTTY: true, columns, rows},
    );
    const world: DashboardWorld = {
      connect: options.connect,
      openChanger: async () => plainChanger,
      openRouters: async () => openDemoRouters(world),
      openDrains: async () => openDemoDrains(world),
      openChecks: async table => openDemoChecks(world, table),
      stdin: this.#stdin as unknown as NodeJS.ReadStream,
      stdout: stdout as unknown as NodeJS.WriteStream,
      stderr: {write: () => true},
      environment: options.environment ?? {LANG: 'C.UTF-8', TERM: 'xterm-256color'},
      preferencesPath: '/nonexistent/top.yaml',
      isEmbedded: true,
      host: 'director1',
      clock: () => time.now,
      timeOffset: 0,
      after: (milliseconds, call) => {
        const timer = {at: time.now + milliseconds, call};
        this.#timers.add(timer);
        return () => this.#timers.delete(timer);
      },
      pause: () => new Promise(resolve => setImmediate(resolve)),
      onSignal: () => () => {},
      onCrash: () => () => {},
      stopProcess: () => {},
    };
    this.ended = openDashboard(world, {interval: undefined, isReadOnly: false});
  }

  /** Presses keys one after the other, each answered before the next. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.#stdin.write(encodeKey(key, false));
      await this.quiet();
    }
  }

  /** Lets time pass, with every refresh that is due in it. */
  async pass(milliseconds: number): Promise<void> {
    const {time} = this.options;
    const end = time.now + milliseconds;
    for (let rounds = 0; rounds < 10_000; rounds++) {
      const next = [...this.#timers].filter(({at}) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      time.now = Math.max(time.now, next.at);
      this.#timers.delete(next);
      next.call();
      for (let turns = 0; this.#timers.size === 0 && turns < 5000; turns++) await this.turns(1); // until it is armed again
    }
    time.now = end;
    await this.quiet();
  }

  /** Waits until nothing is drawn any more, and nothing is about to be read. */
  async quiet(): Promise<void> {
    for (let quiet = 0, before = this.#writes; quiet < 3; quiet++) {
      await new Promise(resolve => setTimeout(resolve, 12)); // Ink draws at most every 10 ms
      await this.turns(5);
      const soon = [...this.#timers].find(({at}) => at <= this.options.time.now + 15);
      if (soon) {
        this.#timers.delete(soon);
        soon.call();
      }
      if (soon || this.#writes !== before) {
        quiet = 0;
        before = this.#writes;
      }
    }
  }

  get screen(): Screen {
    return this.#screen;
  }

  private async turns(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await new Promise(resolve => setImmediate(resolve));
  }
}
