import {plainChanger} from '../../src/maintenance/journal/changer.js';
import assert from 'node:assert/strict';
import type {OpenIpvs} from '../../src/ipvs/unavailable.js';
import type {Ipvs} from '../../src/ipvs/ipvs.js';
import {openIpvs} from '../../src/kernel/ipvs/open.js';
import type {Kernel} from '../../src/kernel/kernel.js';
import {Dashboard} from '../../src/tui/dashboard.js';
import type {Owner} from '../../src/maintenance/owner.js';
import {initialModel} from '../../src/tui/initial-model.js';
import type {Model} from '../../src/tui/model.js';
import {savePreferences} from '../../src/tui/preferences/load-preferences.js';
import {noPreferences, type Preferences} from '../../src/tui/preferences/preferences.js';
import {plainText} from '../../src/tui/theme/theme.js';
import {frame} from '../../src/tui/view/frame.js';
import {openDemoChecks} from '../../src/tui/screens/checks/demo-checks.js';
import type {
  DashboardChecks,
  DashboardDrains,
  DashboardOptions,
  DashboardRouters,
  DashboardSettings,
  StageWorld,
} from '../../src/tui/world.js';
import {openDemoRouters} from '../../src/vrrp/demo/open-demo-routers.js';

export interface ConsoleOptions extends Partial<DashboardOptions> {
  readonly columns?: number;
  readonly rows?: number;
  readonly preferences?: Preferences;
  readonly preferencesPath?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Instead of the made-up pair. */
  readonly openRouters?: (clock: StageWorld) => Promise<DashboardRouters | undefined>;
  /** Without it the table has no drains. */
  readonly openDrains?: (clock: StageWorld) => Promise<DashboardDrains | undefined>;
  /** Instead of the made-up checks. */
  readonly openChecks?: (table: () => Ipvs | undefined, clock: StageWorld) => Promise<DashboardChecks | undefined>;
  readonly openOwners?: () => Promise<readonly Owner[]>;
  readonly settings?: DashboardSettings;
  /** Instead of opening the kernel. */
  readonly connect?: () => Promise<OpenIpvs>;
}

/** The dashboard without a terminal, on a clock that stands still: what it shows as text, keys as names. */
export class Console {
  readonly dashboard: Dashboard;
  readonly #timers = new Set<{readonly at: number; readonly call: () => void}>();
  /** Effects on the terminal, as they were asked for. */
  readonly asked: string[] = [];

  constructor(
    kernel: Kernel,
    private readonly time: {now: number; pass(milliseconds: number): void},
    {columns = 80, rows = 24, preferences = noPreferences, ...options}: ConsoleOptions = {},
  ) {
    const world: StageWorld = {
      connect: options.connect ?? (() => openIpvs(kernel)),
      size: {columns, rows},
      environment: options.environment ?? {LANG: 'C.UTF-8', TERM: 'xterm-256color'},
      openChanger: async () => plainChanger,
      openRouters: () => (options.openRouters ?? (async clock => openDemoRouters(clock)))(world),
      openDrains: async () => options.openDrains?.(world),
      openChecks: async table => (options.openChecks ? options.openChecks(table, world) : openDemoChecks(world, table)),
      openOwners: async () => (await options.openOwners?.()) ?? [],
      ...(options.settings && {settings: options.settings}),
      async keep(change) {
        const path = options.preferencesPath ?? '/nonexistent/top.yaml';
        await savePreferences(path, change);
        return path;
      },
      isEmbedded: false,
      host: 'director1',
      clock: () => time.now,
      timeOffset: 0,
      after: (milliseconds, call) => {
        const timer = {at: time.now + milliseconds, call};
        this.#timers.add(timer);
        return () => this.#timers.delete(timer);
      },
      pause: () => new Promise(resolve => setImmediate(resolve)),
    };
    const {interval, isReadOnly = false} = options;
    this.dashboard = new Dashboard(world, initialModel(world, {interval, isReadOnly}, preferences));
  }

  get model(): Model {
    return this.dashboard.current();
  }

  /** Opens it and waits for the first data. */
  async open(): Promise<this> {
    this.dashboard.start({
      repaint: () => this.asked.push('repaint'),
      suspend: () => this.asked.push('suspend'),
      quit: () => this.asked.push('quit'),
    });
    await this.until(model => model.snapshot !== undefined || model.problem !== undefined);
    await this.settle();
    return this;
  }

  /** Presses keys and waits for what they lead to. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.dashboard.dispatch({type: 'key', key});
      await this.settle();
    }
  }

  /** Types a text, then Enter. */
  async enter(text: string): Promise<void> {
    await this.press(...[...text].map(character => (character === ' ' ? 'space' : character)), 'enter');
  }

  /** Lets time pass on the director and here, with every refresh that is due in it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time.now + milliseconds;
    for (let rounds = 0; rounds < 10_000; rounds++) {
      const next = [...this.#timers].filter(({at}) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.time.pass(Math.max(0, next.at - this.time.now));
      this.#timers.delete(next);
      next.call();
      await this.settle();
    }
    this.time.pass(Math.max(0, end - this.time.now));
  }

  async until(isSo: (model: Model) => boolean): Promise<void> {
    for (let turns = 0; !isSo(this.model); turns++) {
      assert.ok(turns < 100_000, `it never came to that:\n${this.text()}`);
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  /** Waits until everything that was begun is done: a fixed number of turns without a change. */
  async settle(): Promise<void> {
    for (let quiet = 0, before = this.model; quiet < 12; quiet++) {
      await new Promise(resolve => setImmediate(resolve));
      if (this.model !== before || this.dashboard.isReading) {
        quiet = 0;
        before = this.model;
      }
      const soon = [...this.#timers].find(({at}) => at <= this.time.now + 15);
      if (soon) {
        this.#timers.delete(soon);
        soon.call();
        quiet = 0;
      }
    }
  }

  /** The screen without trailing blanks. */
  rows(): string[] {
    return frame(this.model).map(({line}) => plainText(line).trimEnd());
  }

  text(): string {
    return this.rows().join('\n');
  }

  /** The row that is selected. */
  selected(): string {
    const line = frame(this.model).find(({isSelected}) => isSelected)?.line;
    return line ? plainText(line).trim().replace(/ +/g, ' ') : '';
  }

  /** The line above the keys. */
  status(): string {
    return (this.rows().at(-2) ?? '').trim();
  }

  close(): void {
    this.dashboard.stop();
  }
}
