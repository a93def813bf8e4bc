import type {Change, Outcome} from '../../ipvs/change.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {type ApplyResult, carryOut} from './carry-out.js';
import {changesOf, type TablePlan} from './table-plan.js';

/** Whoever makes changes and remembers them: the journal's changer. */
export interface Maker {
  /** Writes down what there was and what is to be, asks `ipvs` for all of it at once, and writes down what became of it. */
  make(ipvs: Ipvs, changes: readonly Change[], note?: MakeNote): Promise<{readonly outcomes: readonly Outcome[]}>;
}

export interface MakeNote {
  readonly reason?: string | undefined;
  /** Where it cannot be written down: do nothing; or it is not wanted, and what takes it back is told first. */
  readonly unrecorded?: 'refuse' | 'wanted';
}

/** A change that was made, and is no longer in force, or was never begun. */
class NotInForce extends Error {
  override readonly name = 'NotInForce';
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
    return changes.map(() => (ended.type === 'done' ? undefined : new NotInForce(wordsOf(ended))));
  });
  await maker.make(staged, changesOf(plan.stages), note);
  return result ?? {type: 'done'}; // it makes nothing of nothing
}

function wordsOf(result: Exclude<ApplyResult, {type: 'done'}>): string {
  if (result.type === 'refused') return `not begun: ${result.words}`;
  return `${result.type === 'put-back' ? 'put back' : 'put back in part'}: ${result.words}`;
}

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
