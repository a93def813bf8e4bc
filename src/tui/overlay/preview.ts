import {updateAction} from '../actions/update.js';
import type {Intention} from '../keymap/bindings.js';
import type {Model} from '../model.js';
import {say, type Step, step} from '../step.js';
import type {Overlay} from './overlay.js';

/** A key while a change is shown: make it, leave it, or change the weight further. */
export function updatePreview(model: Model, {plan}: Extract<Overlay, {type: 'preview'}>, intention: Intention): Step {
  const closed = {...model, overlay: undefined};
  switch (intention) {
    case 'confirm':
      if (plan.danger !== undefined) return step(say(model, 'This is dangerous: y makes it, Esc leaves it.', 'bad'));
      return step(closed, {type: 'carry-out', plan});
    case 'confirm-danger':
      return plan.danger === undefined ? step(model) : step(closed, {type: 'carry-out', plan});
    case 'back':
      return step(say(closed, 'Nothing was changed.'));
    case 'weight-up':
    case 'weight-down':
    case 'weight-up-10':
    case 'weight-down-10':
      return updateAction(model, intention) ?? step(model);
    default:
      return step(model);
  }
}
