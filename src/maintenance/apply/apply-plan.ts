import type {Change, Outcome} from '../../ipvs/change.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {NotInForce} from '../journal/changer.js';
import type {JournalBefore} from '../journal/journal-entry.js';
import {beforeWithin} from '../journal/read-before.js';
import {type ApplyResult, carryOut} from './carry-out.js';
import {changesOf, type TablePlan} from './table-plan.js';

/** Whoever makes changes and remembers them: the journal's changer. */
export interface Maker {
  /** Writes down what there was and what is to be, asks `ipvs` for all of it at once, and writes down what became of it. */
  make(
    ipvs: Ipvs,
    changes: readonly Change[],
    note?: MakeNote & {readonly before?: JournalBefore},
  ): Promise<{readonly outcomes: readonly Outcome[]}>;
}

export interface MakeNote {
  readonly reason?: string | undefined;
  /** Where it cannot be written down: do nothing; or it is not wanted, and what takes it back is told first. */
  readonly unrecorded?: 'refuse' | 'wanted';
}

/** Carries a plan out as one entry of the journal. @throws what the maker throws before it begins */
export async function applyPlan(
  ipvs: Ipvs,
  plan: TablePlan,
  maker: Maker,
  note: MakeNote,
  isInterrupted?: () => boolean,
): Promise<ApplyResult> {
  let result: ApplyResult | undefined;
  const staged = withApply(ipvs, async changes => {
    const ended = await carryOut(ipvs, plan, isInterrupted);
    result = ended;
    const outcome = ended.type === 'done' ? undefined : new NotInForce(endings[ended.type], ended.words);
    return changes.map(() => outcome);
  });
  const changes = changesOf(plan.stages);
  await maker.make(staged, changes, {...note, before: beforeWithin(plan.before, changes)});
  return result ?? {type: 'done'}; // it makes nothing of nothing
}

const endings = {refused: 'not made', 'put-back': 'put back', 'not-put-back': 'partly put back'} as const;

/** The port with another way of making changes. */
function withApply(ipvs: Ipvs, apply: Ipvs['apply']): Ipvs {
  return new Proxy(ipvs, {
    get(target, name) {
      if (name === 'apply') return apply;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
