import {Director} from '../../src/director/director.js';
import type {LoadedConfiguration} from '../../src/director/director-world.js';
import type {DirectorEvent} from '../../src/director/protocol/director-state.js';
import type {VrrpChildListener} from '../../src/director/processes/vrrp-child.js';
import type {ToVrrp} from '../../src/director/processes/vrrp-messages.js';
import type {ControlHandler} from '../../src/director/control/control-handler.js';
import type {RunWorld} from '../../src/director/run-director.js';
import type {Deed} from '../../src/maintenance/journal/deed-journal.js';
import type {RouterConfiguration} from '../../src/vrrp/router/configuration.js';
import type {SpeakerReport} from '../../src/vrrp/speaker/speaker-report.js';
import {VirtualTime} from './control/virtual-time.js';

/** A director whose process that speaks is this test. */
export class Bench {
  readonly time = new VirtualTime();
  readonly log: string[] = [];
  readonly deeds: Deed[] = [];
  readonly events: DirectorEvent[] = [];
  readonly told: ToVrrp[] = [];
  /** Programs as they were started. */
  readonly ran: string[] = [];
  /** What the service manager was told, `READY RELOADING`. */
  readonly manager: string[] = [];
  readonly world = this.#world();
  readonly director: Director;
  /** Whoever waits for signals. */
  signal: (wish: 'stop' | 'reload') => void = () => {};
  control: ControlHandler | undefined;
  /** Who has the lock, or why there is none. */
  holder: string | Error | undefined;
  openControl: () => void = () => {};
  /** What an earlier process left; true once it was cleared. */
  hasCleared = false;
  isDeaf = false;
  listener: VrrpChildListener | undefined;
  file: LoadedConfiguration;
  foreign: readonly string[] = [];
  /** What the speaker answers to a configuration. */
  problems: readonly string[] = [];

  constructor(first: RouterConfiguration, missing: readonly string[] = []) {
    this.file = {configuration: first, problems: [], warnings: [], missing};
    this.director = new Director(this.world, first, this.file);
    this.director.onEvent = event => this.events.push(event);
  }

  get kinds(): string {
    return this.told.map(({type}) => type).join(' ');
  }

  report(report: SpeakerReport): void {
    this.listener?.onMessage({type: 'report', report});
  }

  #world(): RunWorld {
    const {time} = this;
    const world: Partial<Record<keyof RunWorld, unknown>> = {
      version: '1',
      host: 'here',
      pid: 7,
      file: '/etc/x.conf',
      clock: time.clock,
      now: time.clock,
      after: time.after,
      log: (severity: string, words: string) => this.log.push(`${severity}: ${words}`),
      load: async () => this.file,
      difference: () => ['priority'],
      foreignRouters: async () => this.foreign,
      deeds: {note: async (deed: Deed) => void this.deeds.push(deed)},
      store: {read: () => ({records: [], problems: []}), put: async () => {}, remove: async () => {}},
      addresses: {
        read: () => ({addresses: [], problem: undefined}),
        remove: () => {
          this.hasCleared = true;
        },
      },
      network: {close() {}},
      programs: {
        start: ({command}: {command: readonly string[]}) => {
          this.ran.push(command.join(' '));
          return {kill() {}};
        },
      },
      onFolderChange: () => () => {},
      processes: () => [],
      openVrrp: (listener: VrrpChildListener) => {
        this.listener = listener;
        queueMicrotask(() => listener.onMessage({type: 'started'}));
        return {pid: 8, send: (message: ToVrrp) => this.#answer(message, listener), kill() {}};
      },
      lock: async () => {
        if (this.holder instanceof Error) throw this.holder;
        return this.holder;
      },
      openControl: async (handler: ControlHandler) => {
        this.openControl();
        this.control = handler;
        return {publish() {}, close: async () => {}};
      },
      onSignal: (call: (wish: 'stop' | 'reload') => void) => {
        this.signal = call;
        return () => {};
      },
      tellManager: (variables: object) => void this.manager.push(Object.keys(variables)[0] as string),
      monotonic: () => 1n,
      end() {},
    };
    return world as unknown as RunWorld;
  }

  #answer(message: ToVrrp, listener: VrrpChildListener): void {
    this.told.push(message);
    if (this.isDeaf && message.type !== 'shut-down') return;
    if (message.type === 'ask')
      queueMicrotask(() =>
        listener.onMessage({type: 'status', id: message.id, dropped: 0, status: {at: 0, routers: []}}),
      );
    if (message.type === 'configure')
      queueMicrotask(() => listener.onMessage({type: 'configured', id: message.id, problems: this.problems}));
    if (message.type === 'shut-down') queueMicrotask(() => listener.onEnd('status 0'));
  }
}
