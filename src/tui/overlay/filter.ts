import type {Model} from '../model.js';
import {readPlaceFilter} from '../screens/checks/filter-fields.js';
import {filterChecks} from '../screens/checks/state.js';
import {filterConnections} from '../screens/connections/state.js';
import {filterRouters} from '../screens/ha/state.js';
import {readRowFilter} from '../screens/services/filter-fields.js';
import {arranged} from '../screens/services/arranged.js';
import {type Step, step} from '../step.js';

/** Filters the screen's list; while it is typed, what is wrong with it stands in the prompt and the last good one stays. */
export function applyFilter(model: Model, text: string): Step {
  if (model.screen === 'connections') return filterConnections(model, text);
  if (model.screen === 'ha') return step(filterRouters(model, text));
  if (model.screen === 'checks') {
    const read = readPlaceFilter(text);
    if ('problem' in read) return step(withProblem(model, read.problem));
    return step(filterChecks(withProblem(model, undefined), text, read.filter));
  }
  if (model.screen !== 'services') return step(model);
  const filter = readRowFilter(text, model.settings.names);
  if ('problem' in filter) return step(withProblem(model, filter.problem));
  const [next, effects] = arranged(withProblem(model, undefined), {filter});
  return [{...next, services: {...next.services, filterText: text}}, effects];
}

export function withProblem(model: Model, problem: string | undefined): Model {
  const {overlay} = model;
  return overlay?.type === 'prompt' ? {...model, overlay: {...overlay, problem}} : model;
}
