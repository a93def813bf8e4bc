import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {HandledMethod} from '../../../src/director/control/control-handler.js';
import {type ControlSockets, openControlSockets} from '../../../src/director/control/open-control-sockets.js';
import {applyEvent} from '../../../src/director/protocol/apply-event.js';
import type {DirectorEvent, DirectorState} from '../../../src/director/protocol/director-state.js';
import type {MethodTypes} from '../../../src/director/protocol/methods.js';

type Answers = {[M in HandledMethod]?: (params: MethodTypes[M]['params']) => MethodTypes[M]['result']};

export const clock = () => performance.timeOrigin + performance.now();

export function after(delay: number, call: () => void): () => void {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
}

/** A director without routers behind the real sockets: it says what it is told to say. */
export class FakeDirector {
  readonly folder = mkdtempSync(join(tmpdir(), 'lvsctl-director-'));
  readonly calls: {readonly method: string; readonly params: unknown}[] = [];
  #sockets: ControlSockets | undefined;

  constructor(
    public state: DirectorState,
    readonly answers: Answers = {},
  ) {}

  async start(): Promise<void> {
    this.#sockets = await openControlSockets({
      folder: this.folder,
      group: 'lvsctl-none',
      handler: {
        state: () => this.state,
        handle: async (method, params) => {
          this.calls.push({method, params});
          const answer = this.answers[method];
          if (!answer) throw new Error(`nobody expected ${method}`);
          return answer(params);
        },
      },
      world: {clock, after, soon: setImmediate, report: () => {}},
    });
  }

  tell(event: DirectorEvent): void {
    this.state = applyEvent(this.state, event);
    this.#sockets?.publish(event);
  }

  async stop(): Promise<void> {
    await this.#sockets?.close();
    this.#sockets = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, {recursive: true});
  }
}
