import type {Event} from '../event.js';
import type {Execution} from './carry-out.js';
import type {Plan} from './plan.js';

/** What the dashboard is told of what became of a plan. */
export function tellExecution(plan: Plan, execution: Execution): readonly Event[] {
  if (execution.type === 'refused') return [{type: 'refused', plan, words: execution.words}];
  const {outcomes, unrecorded} = execution;
  const done: Event = {type: 'carried-out', plan, outcomes};
  return unrecorded === undefined
    ? [done]
    : [done, {type: 'note', words: `Done, but not in the journal: ${unrecorded}`, isBad: true}];
}
