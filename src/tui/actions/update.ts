import type {Destination} from '../../ipvs/destination.js';
import type {Intention} from '../keymap/bindings.js';
import {editedLine} from '../components/line-editor.js';
import {isFull} from '../data/snapshot.js';
import {drainServer, undrainServer} from '../drains/update.js';
import type {Model} from '../model.js';
import {openPrompt} from '../overlay/open-prompt.js';
import {selectedRow, withWeight} from '../screens/services/state.js';
import type {TreeRow} from '../screens/services/tree-rows.js';
import {say, type Step, step} from '../step.js';
import type {Plan} from './plan.js';
import {preview} from './preview.js';
import {largestWeight, planDeleteServer, planDeleteService, planWeight, planZero} from './plans.js';
import {newServerRule, newServiceRule, serverRule, serviceEditRule} from './rule-texts.js';

/** What an intention to change something does: it opens a preview or a prompt, and changes nothing yet. Undefined where it is none. */
export function updateAction(model: Model, intention: Intention): Step | undefined {
  const row = selectedRow(model.services);
  const by = weightSteps[intention];
  if (by !== undefined) return withServer(model, row, (server, open) => stepWeight(model, server, open, by));
  switch (intention) {
    case 'weight-set':
      return withServer(model, row, ({seen, destination, key}) =>
        openPrompt(model, {type: 'weight', id: seen.service.id, row: key}, editedLine(String(destination.weight))),
      );
    case 'quiesce':
      return withServer(model, row, ({seen, destination, key}) => {
        if (destination.weight === 0) return step(say(model, 'Its weight is 0 already; R restores the weight it had.'));
        const weights = withWeight(model.services.weights, key, destination.weight);
        return preview({...model, services: {...model.services, weights}}, planWeight(seen, destination, 0));
      });
    case 'restore':
      return withServer(model, row, server => restore(model, server));
    case 'drain':
      return withServer(model, row, server => drainServer(model, server));
    case 'undrain':
      return withServer(model, row, server => undrainServer(model, server));
    case 'add-server':
      return row ? openRule(model, 'add a real server', newServerRule(row.seen)) : step(model);
    case 'add-service':
      return openRule(model, 'add a service', newServiceRule());
    case 'edit':
      if (!row) return step(model);
      if (row.type === 'service') return openRule(model, `edit ${row.seen.name}`, serviceEditRule(row.seen.service));
      return withServer(model, row, ({seen, destination}) =>
        openRule(model, 'edit the real server', serverRule(seen.service.id, destination)),
      );
    case 'delete':
      if (row?.type === 'service') return deleteService(model, row);
      return withServer(model, row, ({seen, destination}) => preview(model, planDeleteServer(seen, destination)));
    case 'zero':
      return row ? preview(model, planZero(row.seen)) : step(model);
    default:
      return undefined;
  }
}

const weightSteps: Readonly<Partial<Record<Intention, number>>> = {
  'weight-up': 1,
  'weight-down': -1,
  'weight-up-10': 10,
  'weight-down-10': -10,
};

/** A real server's row, known with everything. */
interface ServerRow {
  readonly key: string;
  readonly seen: TreeRow['seen'];
  readonly destination: Destination;
}

function withServer(
  model: Model,
  row: TreeRow | undefined,
  act: (server: ServerRow, open: Plan | undefined) => Step,
): Step {
  if (!row) return step(model);
  if (row.type === 'service')
    return step(say(model, 'That is for a real server: choose one below the service.', 'warn'));
  if (!isFull(row.destination)) return step(say(model, 'Its settings are being read; try again in a moment.', 'warn'));
  const open = model.overlay?.type === 'preview' && model.overlay.plan.row === row.key ? model.overlay.plan : undefined;
  return act({key: row.key, seen: row.seen, destination: row.destination}, open);
}

/** Once more in an open preview goes on from the weight that stands there. */
function stepWeight(model: Model, {seen, destination}: ServerRow, open: Plan | undefined, by: number): Step {
  const [change] = open?.changes ?? [];
  const from = change?.type === 'edit-server' ? change.destination.weight : destination.weight;
  const weight = Math.max(0, Math.min(largestWeight, from + by));
  if (weight === destination.weight) return step({...say(model, `The weight stays ${weight}.`), overlay: undefined});
  return preview(model, planWeight(seen, destination, weight));
}

function restore(model: Model, {key, seen, destination}: ServerRow): Step {
  const weight = model.services.weights.get(key);
  if (destination.weight !== 0) return step(say(model, `It is not quiesced: its weight is ${destination.weight}.`));
  if (weight === undefined)
    return step(say(model, 'The weight it had was not seen by this console: set one with w.', 'warn'));
  return preview(model, planWeight(seen, destination, weight));
}

function deleteService(model: Model, {seen}: TreeRow): Step {
  if (!seen.destinations?.every(isFull))
    return step(say(model, 'Its real servers are being read; try again in a moment.', 'warn'));
  return preview(model, planDeleteService(seen));
}

function openRule(model: Model, title: string, text: {readonly text: string; readonly cursor: number}): Step {
  return openPrompt(model, {type: 'rule', title}, text);
}
