import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import type {ControlHandler, HandledMethod} from '../../../src/director/control/control-handler.js';
import {type ControlSockets, openControlSockets} from '../../../src/director/control/open-control-sockets.js';
import {applyEvent} from '../../../src/director/protocol/apply-event.js';
import type {DirectorEvent, DirectorState} from '../../../src/director/protocol/director-state.js';
import type {ReadyJson} from '../../../src/director/control/ready-json.js';
import type {MethodTypes} from '../../../src/director/protocol/methods.js';
import {stateOf} from '../protocol/states.js';
import {RawClient} from './raw-client.js';
import {VirtualTime} from './virtual-time.js';

/** What a director does, a function for each method. */
export type Actions = {
  [M in HandledMethod]: (params: MethodTypes[M]['params']) => Promise<MethodTypes[M]['result'] | ReadyJson>;
};

/** Sockets in a folder of their own, on virtual time, with a state that follows what is published. */
export class Opened {
  readonly time = new VirtualTime();
  readonly reports: string[] = [];
  readonly calls: (readonly [string, object])[] = [];
  state: DirectorState = stateOf();
  actions: Partial<Actions> = {};
  sockets!: ControlSockets;

  readonly #handler: ControlHandler = {
    state: () => this.state,
    handle: async (method, params) => {
      this.calls.push([method, params]);
      const action = this.actions[method];
      if (!action) throw new Error(`no action ${method}`);
      return action(params);
    },
  };

  private constructor(readonly folder: string) {}

  static async open(context: TestContext, folder?: string, group = 'no-such-group'): Promise<Opened> {
    const above = mkdtempSync(join(tmpdir(), 'lvsctl-control-'));
    const opened = new Opened(folder ?? join(above, 'run'));
    context.after(() => rmSync(above, {recursive: true, force: true}));
    await opened.#open(group);
    context.after(() => opened.close());
    return opened;
  }

  /** Clients that stay are closed after their second. */
  async close(): Promise<void> {
    const closed = this.sockets.close();
    this.time.advance(1000);
    await closed;
    this.time.advance(1000);
  }

  publish(event: DirectorEvent): void {
    this.state = applyEvent(this.state, event);
    this.sockets.publish(event);
  }

  path(kind: 'state' | 'control'): string {
    return join(this.folder, `${kind}.sock`);
  }

  connect(kind: 'state' | 'control'): Promise<RawClient> {
    return RawClient.connect(this.path(kind));
  }

  async #open(group: string): Promise<void> {
    const {clock, after} = this.time;
    const world = {clock, after, soon: setImmediate, report: (words: string) => void this.reports.push(words)};
    this.sockets = await openControlSockets({folder: this.folder, group, handler: this.#handler, world});
  }
}
