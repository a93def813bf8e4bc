import type {Outcome} from '../../ipvs/change.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {Model} from '../model.js';
import {recordOwn} from '../screens/events/state.js';
import {say, type Step, step} from '../step.js';
import {canBeTakenBack, commandsOf, type Plan} from './plan.js';

/** How many changes can be taken back. */
const mostDone = 100;

/** Tells what became of a change, and remembers how to take it back. */
export function carriedOut(model: Model, plan: Plan, outcomes: readonly Outcome[]): Step {
  const failed = outcomes.findIndex(outcome => outcome !== undefined);
  const done = failed < 0 ? plan.changes.length : failed;
  const partly = done > 0 && failed >= 0 ? ` (${done} of ${plan.changes.length} changes were made)` : '';
  const rest = plan.isUndo ? model.done.slice(1) : model.done;
  const [command = ''] = commandsOf(plan);
  if (failed >= 0) {
    const words = `The kernel refused: ${refusalWords(outcomes[failed] as Error)}${partly}. ${commandsOf(plan)[failed] ?? command}`;
    return step(say(done > 0 ? recordOwn({...model, done: rest}, plan) : model, words, 'bad'), {type: 'refresh'});
  }
  const next = recordOwn({...model, done: plan.isUndo ? rest : [plan, ...rest].slice(0, mostDone)}, plan);
  const takeBack = plan.isUndo ? '' : canBeTakenBack(plan) ? ' u takes it back.' : ' (nothing takes this back)';
  return step(say(next, `Done: ${plan.title}.${takeBack}`, 'good'), {type: 'refresh'});
}
