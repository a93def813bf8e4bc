import type {Change, Outcome} from '../../../src/ipvs/change.js';
import {type ErrnoCode, errnoNumber} from '../../../src/ipvs/errno.js';
import type {Ipvs} from '../../../src/ipvs/ipvs.js';
import {Refusal, UnknownOutcome} from '../../../src/ipvs/refusal.js';

/** What goes wrong with a change: refused, or done with its answer lost, or all breaks there, before or after it was done. */
export type Fault = ErrnoCode | 'answer lost' | 'never done' | 'breaks before' | 'breaks after';

/** Faults between a keeper and its kernel. */
export class Faults {
  /** Of each change; undefined: none. */
  of: (change: Change) => Fault | undefined = () => undefined;
  /** What every reading and every change waits for. */
  gate: Promise<void> = Promise.resolve();
  /** Why nothing can be read. */
  unreadable: Error | undefined;

  readonly between = (ipvs: Ipvs): Ipvs =>
    new Proxy(ipvs, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return async (...words: unknown[]) => {
          await this.gate;
          if (name === 'apply') return this.#apply(target, words[0] as readonly Change[]);
          if (this.unreadable) throw this.unreadable;
          return member.apply(target, words);
        };
      },
    });

  async #apply(ipvs: Ipvs, changes: readonly Change[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const change of changes) {
      const fault = this.of(change);
      if (fault === 'breaks before') throw new Error('the socket broke');
      const isDone = fault === undefined || fault === 'answer lost' || fault === 'breaks after';
      const [outcome] = isDone ? await ipvs.apply([change]) : [];
      if (fault === 'breaks after') throw new Error('the socket broke');
      if (fault === 'answer lost') outcomes.push(new UnknownOutcome(change.type, 'cannot be told'));
      else if (fault === 'never done') outcomes.push(new UnknownOutcome(change.type, 'not as asked'));
      else outcomes.push(fault === undefined ? outcome : new Refusal(change.type, errnoNumber(fault)));
    }
    return outcomes;
  }
}
