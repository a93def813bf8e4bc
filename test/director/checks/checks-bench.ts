import type {FromChecks, ToChecks} from '../../../src/director/checks/checks-messages.js';
import type {Child, ChildListener} from '../../../src/director/processes/child.js';
import type {ChecksSummary} from '../../../src/director/protocol/checks-summary.js';

export const summary: ChecksSummary = {
  pools: 1,
  poolsWithoutQuorum: 0,
  servers: 2,
  down: 0,
  unknown: 2,
  disabled: 0,
  checks: 2,
  problems: [],
};

/** The process that checks is this test. */
export class ChecksBench {
  readonly told: ToChecks[] = [];
  listener: ChildListener<FromChecks> | undefined;
  /** It hears, and says nothing. */
  isDeaf = false;
  isKilled = false;
  /** What it answers to a configuration. */
  problems: readonly string[] = [];
  #count = 0;

  get kinds(): string {
    return this.told.map(({type}) => type).join(' ');
  }

  open(listener: ChildListener<FromChecks>): Child<ToChecks> {
    this.listener = listener;
    queueMicrotask(() => listener.onMessage({type: 'started'}));
    return {
      pid: 100 + ++this.#count,
      send: message => this.#answer(message, listener),
      kill: () => {
        this.isKilled = true;
        queueMicrotask(() => listener.onEnd('signal SIGKILL'));
      },
    };
  }

  #answer(message: ToChecks, listener: ChildListener<FromChecks>): void {
    this.told.push(message);
    if (this.isDeaf) return;
    const say = (answer: FromChecks) => queueMicrotask(() => listener.onMessage(answer));
    if (message.type === 'ask') say({type: 'status', id: message.id, summary});
    if (message.type === 'configure') say({type: 'configured', id: message.id, problems: this.problems});
    if (message.type === 'report') say({type: 'bytes', id: message.id, bytes: Buffer.from('{"pools":[]}')});
    if (message.type === 'run')
      say({type: 'refused', id: message.id, words: `there is no real server ${message.server}`});
    if (message.type === 'shut-down') queueMicrotask(() => listener.onEnd('status 0'));
  }
}
