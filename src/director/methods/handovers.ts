import type {Address} from '../../net/address.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {HandoverReport} from '../../vrrp/speaker/speaker-report.js';
import type {HandOverRequest} from '../../vrrp/speaker/speaker-control.js';
import type {HandOverResult} from '../protocol/methods.js';

export interface HandoverWorld {
  after(delay: Milliseconds, call: () => void): () => void;
  ask(request: HandOverRequest): void;
}

interface Pending {
  readonly isOnlyAsked: boolean;
  /** When the addresses were gone here. */
  leftAt: Milliseconds | undefined;
  readonly onLeft: () => void;
  readonly settle: (result: HandOverResult) => void;
}

/** A peer may be slow, and its advertisement late; the speaker gives up before. */
const patience: Milliseconds = 30_000;

/** Planned handovers that are under way. */
export class Handovers {
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(private readonly world: HandoverWorld) {}

  /** @param onLeft called when the addresses are gone here */
  begin(router: string, to: Address, isOnlyAsked: boolean, onLeft: () => void): Promise<HandOverResult> {
    const id = ++this.#lastId;
    return new Promise(resolve => {
      const settle = (result: HandOverResult) => {
        stop();
        this.#pending.delete(id);
        resolve(result);
      };
      const stop = this.world.after(patience, () =>
        settle({result: 'failed', words: `nothing was heard of it for ${patience / 1000} s`, gap: undefined}),
      );
      this.#pending.set(id, {isOnlyAsked, leftAt: undefined, onLeft, settle});
      this.world.ask({id, router, to, isOnlyAsked});
    });
  }

  hear({id, stage, at, words}: HandoverReport): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    switch (stage) {
      case 'ready':
        if (pending.isOnlyAsked) pending.settle({result: 'ready', words, gap: undefined});
        return;
      case 'left':
        pending.leftAt = at;
        return pending.onLeft();
      case 'done':
        return pending.settle({result: 'done', words, gap: pending.leftAt && at - pending.leftAt});
      case 'refused':
      case 'no-answer':
      case 'failed':
        return pending.settle({result: stage, words, gap: undefined});
    }
  }

  /** Whoever speaks has ended: nobody knows what becomes of them. */
  fail(words: string): void {
    for (const {settle} of this.#pending.values()) settle({result: 'failed', words, gap: undefined});
  }
}
