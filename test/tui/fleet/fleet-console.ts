import {plainChanger} from '../../../src/maintenance/journal/changer.js';
import type {HostState} from '../../../src/remote/remote-host.js';
import {openRemoteStage} from '../../../src/remote/remote-stage.js';
import {SentStage} from '../../../src/remote/server/sent-stage.js';
import type {StageOptions} from '../../../src/remote/stage.js';
import type {RemoteHost} from '../../../src/remote/remote-host.js';
import {Fleet, type StageSource} from '../../../src/tui/fleet/fleet.js';
import {fleetFrame} from '../../../src/tui/fleet/fleet-frame.js';
import type {FleetModel} from '../../../src/tui/fleet/fleet-model.js';
import {createKeymap} from '../../../src/tui/keymap/keymap.js';
import {openStage} from '../../../src/tui/stage/open-stage.js';
import {unicodeGlyphs} from '../../../src/tui/text/glyphs.js';
import {createTheme, plainText} from '../../../src/tui/theme/theme.js';
import {openDemoRouters} from '../../../src/vrrp/demo/open-demo-routers.js';
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import type {Site} from '../../kernel/embedded/directors.js';

/** A director at the other end of a connection that the test cuts and freezes; what goes over it is JSON, as over ssh. */
export class Member implements StageSource, RemoteHost {
  state: HostState;
  isFrozen = false;
  /** How many times it does not open its dashboard. */
  failures = 0;
  #delayed: string[] | undefined;
  readonly #onState = new Set<() => void>();
  readonly #listeners = new Map<string, Set<(parameters: unknown) => void>>();
  readonly #stage: SentStage;

  constructor(
    readonly name: string,
    private readonly site: Site,
    private readonly timers: Timers,
    {mayWrite = true}: {readonly mayWrite?: boolean} = {},
  ) {
    const {director} = site;
    this.state = {
      state: 'ready',
      hello: {schema: 'lvsctl.rpc/1', version: '0.1.0', host: name, mayWrite, isEmbedded: true, isRoot: true, clock: 0},
    };
    const clock = () => director.now;
    const world = {
      connect: () => openIpvs(site.kernel),
      openChanger: async () => plainChanger,
      openRouters: async () => openDemoRouters({clock, after: timers.after}),
      environment: {},
      isEmbedded: false,
      host: name,
      clock,
      after: timers.after,
      pause: () => new Promise<void>(resolve => setImmediate(resolve)),
      timeOffset: 0,
    };
    const put = (line: string): void => {
      if (this.isFrozen) return;
      if (this.#delayed) this.#delayed.push(line);
      else this.#tell(line);
    };
    this.#stage = new SentStage(mayWrite, {
      openStage: options => openStage(world, options),
      output: {put, unread: 0, onRead: () => {}},
    });
  }

  get link(): HostState {
    return this.state;
  }

  /** What it says is on its way, until deliver(). */
  delay(): void {
    this.#delayed = [];
  }

  deliver(): void {
    const lines = this.#delayed ?? [];
    this.#delayed = undefined;
    for (const line of lines) this.#tell(line);
  }

  #tell(line: string): void {
    const {method, params} = JSON.parse(line) as {method: string; params: unknown};
    for (const call of this.#listeners.get(method) ?? []) call(params);
  }

  become(state: HostState): void {
    this.state = state;
    for (const call of this.#onState) call();
  }

  onLink(call: () => void): () => void {
    return this.onState(call);
  }

  onState(call: () => void): () => void {
    this.#onState.add(call);
    return () => this.#onState.delete(call);
  }

  open(options: Parameters<StageSource['open']>[0]) {
    return openRemoteStage(this, options);
  }

  async call(method: string, parameters: unknown): Promise<unknown> {
    if (this.isFrozen) return new Promise(() => {});
    const sent = JSON.parse(JSON.stringify(parameters));
    if (method === 'top.open' && this.failures-- > 0) throw new Error('it is busy');
    if (method === 'top.open') return this.#stage.open(sent as StageOptions);
    if (method === 'top.press') return this.#stage.press(sent);
    if (method === 'top.resize') return this.#stage.resize(sent);
    return method === 'top.show' ? this.#stage.show(sent) : this.#stage.close();
  }

  onNotification(method: string, call: (parameters: unknown) => void): () => void {
    const listeners = this.#listeners.get(method) ?? new Set();
    this.#listeners.set(method, listeners.add(call));
    return () => listeners.delete(call);
  }

  run(): never {
    throw new Error('a dashboard runs no commands');
  }

  close(): void {
    void this.#stage.close();
  }

  /** Its time goes on. */
  pass(milliseconds: number): void {
    this.site.pass(milliseconds);
    void this.timers;
  }
}

/** Timers that come when the test says so. */
export class Timers {
  now = 0;
  readonly #waiting = new Set<{readonly at: number; readonly call: () => void}>();

  after = (milliseconds: number, call: () => void): (() => void) => {
    const timer = {at: this.now + milliseconds, call};
    this.#waiting.add(timer);
    return () => this.#waiting.delete(timer);
  };

  pass(milliseconds: number): void {
    this.now += milliseconds;
    for (const timer of [...this.#waiting].sort((a, b) => a.at - b.at))
      if (timer.at <= this.now && this.#waiting.delete(timer)) timer.call();
  }
}

/** Several directors on one terminal, without one. */
export class FleetConsole {
  readonly fleet: Fleet;
  readonly asked: string[] = [];

  constructor(
    readonly members: readonly Member[],
    private readonly timers: Timers,
    {columns = 100, rows = 24}: {readonly columns?: number; readonly rows?: number} = {},
  ) {
    const model: FleetModel = {
      columns,
      rows,
      now: 0,
      theme: createTheme('none', 'dark'),
      glyphs: unicodeGlyphs,
      keymap: createKeymap({}, false),
      timeOffset: 0,
      members: members.map(({name, link}) => ({name, link, frame: undefined, sent: 0, glance: undefined})),
      shown: 0,
      isAll: false,
      offset: 0,
      waiting: [],
      message: undefined,
    };
    const stageOptions = {isReadOnly: false, interval: 2, preferences: '', timeOffset: 0, isAscii: false};
    this.fleet = new Fleet(
      {
        clock: () => timers.now,
        after: timers.after,
        sources: members,
        stageOptions,
        keep: async () => {},
      },
      model,
    );
  }

  async open(): Promise<this> {
    this.fleet.start({
      repaint: () => this.asked.push('repaint'),
      suspend: () => this.asked.push('suspend'),
      quit: () => this.asked.push('quit'),
    });
    await this.pass(1000);
    return this;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.fleet.dispatch({type: 'key', key});
      await this.pass(50);
    }
  }

  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 50) {
      this.timers.pass(50);
      for (const member of this.members) member.pass(50);
      for (let turn = 0; turn < 8; turn++) await new Promise<void>(resolve => setImmediate(resolve));
    }
  }

  rows(): readonly string[] {
    return fleetFrame(this.fleet.current()).map(({line}) => plainText(line));
  }

  text(): string {
    return this.rows()
      .map(row => row.trimEnd())
      .join('\n');
  }
}
