import {escapeControls} from '../../ipvs/outside-text.js';
import {type DrainRecord, drainKey, placeOf} from '../../maintenance/drain/drain-record.js';
import type {DrainRequest} from '../../maintenance/drain/drain-plan.js';
import type {Drains} from '../../maintenance/drain/drains.js';
import {type EndOptions, planEnd} from '../../maintenance/drain/end-drain.js';
import {isGuarded} from '../../maintenance/drain/guard-lock.js';
import {isInForce} from '../../maintenance/drain/in-force.js';
import type {Plan} from '../actions/plan.js';
import {beginWork, endWork} from './drain-work.js';
import type {DrainWish, WantedDrain} from './news.js';

/** What a wish would do now, to be shown; words where it cannot be. Changes nothing. */
export function planDrains(drains: Drains, wish: DrainWish): Promise<Plan | string> {
  return wish.type === 'begin' ? planBegin(drains, wish.wanted) : planEndOf(drains, wish);
}

async function planBegin(drains: Drains, wanted: WantedDrain): Promise<Plan | string> {
  const {row, name, target, services, hold, reason} = wanted;
  const {world} = drains;
  const {needsReason, noForce} = world.policies ?? {};
  if (needsReason !== undefined && reason === undefined) return needsReason;
  const request: DrainRequest = {
    target,
    services,
    selection: {type: 'places', places: new Set([row])},
    user: world.user,
    reason,
    expires: hold === undefined ? undefined : world.clock() + hold,
    whenEmpty: undefined,
    cut: undefined,
  };
  const plan = await drains.plan(request);
  if (plan.chosen.length === 0) return `${name} is no longer there: nothing was done.`;
  if (noForce !== undefined && plan.guards.length > 0)
    return `${plan.guards.map(({words}) => words).join('; ')}. ${noForce}`;
  const isUnguarded = plan.record.expires !== undefined && !(await isGuarded(drains));
  return {
    ...shown(`drain ${name}`, row),
    changes: plan.changes,
    danger: plan.guards.length > 0 ? plan.guards.map(({words}) => words).join('; ') : undefined,
    notes: [
      ...plan.notes.map(escapeControls),
      ...(isUnguarded ? ['it expires, but lvsctl guard does not run here, which would end it'] : []),
    ],
    drain: beginWork(request, plan),
  };
}

async function planEndOf(drains: Drains, {row, name}: Extract<DrainWish, {type: 'end'}>): Promise<Plan | string> {
  const record = drainOf(drains, row);
  if (!record) return `${name} is no longer drained: somebody has ended that.`;
  const others = record.destinations.length - 1;
  const part = others === 0 ? undefined : row;
  const plan = await planEnd(drains, record, endOptions(part));
  const rest = `the rest of the drain ${drainKey(record)} goes on: ${others} more`;
  return {
    ...shown(`undrain ${name}`, row),
    changes: plan.changes,
    notes: [...plan.notes, ...(others === 0 ? [] : [rest])].map(escapeControls),
    drain: endWork(record, part, plan),
  };
}

/** How the end of a drain is asked for here: all at once, and without force. @param row the part that ends */
export function endOptions(row: string | undefined): EndOptions {
  const isMeant: EndOptions['isMeant'] = row === undefined ? undefined : drained => placeOf(drained) === row;
  return {weight: undefined, isForced: false, isMeant, ramp: 0};
}

/** The oldest that holds it, of those in force if there is one. */
function drainOf(drains: Drains, row: string): DrainRecord | undefined {
  const holding = drains.stored().records.filter(record => record.destinations.some(one => placeOf(one) === row));
  return holding.find(record => isInForce(record, drains.world)) ?? holding[0];
}

function shown(title: string, row: string) {
  return {title, row, premises: [], inverse: undefined, danger: undefined};
}
