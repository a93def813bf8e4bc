import type {DestinationId} from '../../ipvs/destination.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {placeOf} from '../../maintenance/drain/drain-record.js';
import {formatAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {editedLine} from '../components/line-editor.js';
import type {SeenDestination, SeenService} from '../data/snapshot.js';
import type {Model} from '../model.js';
import {openPrompt} from '../overlay/open-prompt.js';
import {say, type Step, step} from '../step.js';
import type {DrainWish} from './news.js';

interface Server {
  readonly key: string;
  readonly seen: SeenService;
  readonly destination: SeenDestination;
}

/** Asks why a real server is to be drained, and for how long. */
export function drainServer(model: Model, {key, seen, destination}: Server): Step {
  const {isKept, byRow} = model.drains.seen;
  if (!isKept) return step(say(model, notKept, 'warn'));
  const drain = byRow.get(key);
  if (drain && destination.weight === 0)
    return step(say(model, `It is drained already, by ${escapeControls(drain.user)}; U ends that.`));
  const wanted = {row: key, name: nameOf(seen, destination), target: targetOf(destination), services: [seen.name]};
  return openPrompt(model, {type: 'drain', wanted}, editedLine(''));
}

/** Shows what ending the drain of a real server would do. */
export function undrainServer(model: Model, {key, seen, destination}: Server): Step {
  const {isKept, records} = model.drains.seen;
  if (!isKept) return step(say(model, notKept, 'warn'));
  if (!records.some(record => record.destinations.some(one => placeOf(one) === key)))
    return step(say(model, 'It is not drained by lvsctl; R restores the weight it had, w sets one.'));
  return openDrainPlan(model, {type: 'end', row: key, name: nameOf(seen, destination)});
}

/** Asks for the plan, and shows it when it is there. */
export function openDrainPlan(model: Model, wish: DrainWish): Step {
  const asked = say(model, 'Reading what it is about…');
  return step({...asked, drains: {...model.drains, awaited: wish}}, {type: 'drains', wish});
}

const notKept = 'Drains are not kept here: this table ends with its process.';

function nameOf({name}: SeenService, destination: DestinationId): string {
  return `${formatEndpoint(destination)} of ${name}`;
}

/** As `lvsctl drain` takes it: without the port where there is none. */
function targetOf(destination: DestinationId): string {
  return destination.port === 0 ? formatAddress(destination.address) : formatEndpoint(destination);
}
