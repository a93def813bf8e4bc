import type {Model} from '../model.js';
import {type Step, step} from '../step.js';
import type {Plan} from './plan.js';

/** Shows a change, to be made or left. */
export function preview(model: Model, plan: Plan): Step {
  return step({...model, message: undefined, overlay: {type: 'preview', plan}});
}
