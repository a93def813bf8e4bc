import type {Change} from '../../ipvs/change.js';
import type {Model} from '../model.js';
import {say, type Step, step} from '../step.js';
import {canBeTakenBack, type Plan, type Premise} from './plan.js';

/** Takes the last change back, at once: what was shown and agreed to was the change. */
export function undo(model: Model): Step {
  const [last, ...rest] = model.done;
  if (!last) return step(say(model, 'There is nothing to take back: this console has changed nothing yet.'));
  if (!canBeTakenBack(last)) return step(say({...model, done: rest}, `Nothing takes this back: ${last.title}`, 'warn'));
  const plan: Plan = {
    title: `undo: ${last.title}`,
    changes: last.inverse ?? [],
    premises: last.drain ? [] : last.changes.flatMap(premiseAfter),
    inverse: last.changes,
    danger: undefined,
    row: last.row,
    isUndo: true,
    ...(last.drain?.back && {drain: last.drain.back}),
  };
  return step(model, {type: 'carry-out', plan});
}

/** What must be as the change left it. */
function premiseAfter(change: Change): readonly Premise[] {
  if (change.type === 'edit-service' || change.type === 'add-service')
    return [{type: 'service', service: change.service}];
  if (change.type === 'edit-server' || change.type === 'add-server')
    return [{type: 'server', id: change.id, destination: change.destination}];
  return []; // what was deleted and is there again is refused by the kernel
}
