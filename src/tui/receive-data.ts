import {type Difference, differences} from './data/differences.js';
import type {Snapshot} from './data/snapshot.js';
import {listHeight, screenArea} from './layout.js';
import type {Model} from './model.js';
import {recordDifferences} from './screens/events/state.js';
import type {ServiceOrder} from './screens/services/arrange.js';
import {mostUnfolded, type ServicesState, withRows} from './screens/services/state.js';
import {type Step, step} from './step.js';

/** New data: the rows move, the selection stays, and what changed meanwhile is told. */
export function receiveData(model: Model, snapshot: Snapshot, order: ServiceOrder | undefined): Step {
  const isFirst = model.snapshot === undefined;
  const changes = model.snapshot ? differences(model.snapshot, snapshot) : [];
  const next: Model = {...model, snapshot, problem: undefined, services: remembering(model.services, changes)};
  const services = withRows(next.services, snapshot, listHeight(next), {
    ...(order && {order}),
    ...(isFirst && {folds: {isOpen: beginsUnfolded(snapshot, screenArea(model).height), exceptions: new Set()}}),
  });
  return step(recordDifferences({...next, services}, changes));
}

/** Whoever quiesced a real server, the weight it had can be restored. */
function remembering(services: ServicesState, changes: readonly Difference[]): ServicesState {
  const quiesced = changes.filter(({weight}) => weight?.after === 0);
  if (quiesced.length === 0) return services;
  const weights = new Map(services.weights);
  for (const {row, weight} of quiesced) weights.set(row, weight?.before ?? 0);
  return {...services, weights};
}

/** A small table is shown whole; of a large one first the services. */
function beginsUnfolded({services, sums}: Snapshot, height: number): boolean {
  return services.length <= mostUnfolded || services.length + sums.servers <= height;
}
