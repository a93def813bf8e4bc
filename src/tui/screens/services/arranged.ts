import type {Model} from '../../model.js';
import {type Step, step} from '../../step.js';
import type {Arrangement} from './arrange.js';

/** A different arrangement takes effect when it is computed; until then the old one is shown. */
export function arranged(model: Model, change: Partial<Arrangement>): Step {
  const arrangement = {...model.services.arrangement, ...change};
  return step({...model, services: {...model.services, arrangement}}, {type: 'arrange'});
}
