import type {Milliseconds} from '../milliseconds.js';
import {forget, problemsOf} from './begin-drain.js';
import {type DrainedDestination, drainKey, type DrainRecord, placeKey, placeOf, servicesOf} from './drain-record.js';
import type {Drains} from './drains.js';
import {isInForce} from './in-force.js';
import {planUndrain, type UndrainPlan, type UndrainRequest} from './plan-undrain.js';
import {canRise, rampedWeight, rampNotes, rampSteps, type RampStep} from './ramp.js';
import {readServices} from './read-table.js';
import {splitDrain} from './split-drain.js';

export interface EndOptions extends UndrainRequest {
  /** The part that ends; undefined for all of it. */
  readonly isMeant: ((drained: DrainedDestination) => boolean) | undefined;
  /** How long the weights take to rise; 0 for at once. */
  readonly ramp: Milliseconds;
  /** Called after each step of a slow start but the last. */
  onStep?(step: RampStep): void;
}

export interface Ended {
  readonly plan: UndrainPlan;
  /** What was not done. The drain is then restoring, and undrain goes on. */
  readonly problems: readonly string[];
  /** Ctrl-C cut the slow start short: all have their whole weight. */
  readonly isInterrupted: boolean;
  /** false: a step of a slow start. */
  readonly isOver: boolean;
}

/** What ending a drain would do now; changes nothing. */
export async function planEnd(drains: Drains, record: DrainRecord, options: EndOptions): Promise<UndrainPlan> {
  await drains.lookAtOwners();
  const plan = planUndrain(
    record,
    options,
    {
      table: await readServices(drains.ipvs, servicesOf([record])),
      records: drains.stored().records,
      boot: drains.world.boot,
      ownershipOf: ({service, destination}) => drains.ownershipOf(service, destination),
    },
    options.isMeant,
  );
  return {...plan, notes: [...plan.notes, ...rampNotes(plan.record.destinations, options.ramp)]};
}

/**
 * Ends a drain, or part of it: marked as restoring before the kernel is touched, forgotten when all is back.
 * NB: interrupted during a slow start it gives the whole weight: nobody would raise it later.
 */
export async function endDrain(drains: Drains, whole: DrainRecord, given: EndOptions): Promise<Ended | undefined> {
  const {isMeant} = given;
  const record = isMeant ? await splitDrain(drains, whole, isMeant) : whole;
  if (!record) return undefined;
  const options = {...given, isMeant: undefined};
  const steps = rampSteps(record.destinations.some(canRise) ? options.ramp : 0);
  const begunAt = drains.world.clock();
  let isInterrupted = false;
  for (const [i, step] of steps.entries()) {
    if (i > 0) {
      await drains.world.pause(begunAt + step.after - drains.world.clock());
      isInterrupted = drains.world.isInterrupted();
    }
    const isLast = isInterrupted || i === steps.length - 1;
    const ended = await drains.locked(`undrain ${drainKey(record)}`, () =>
      takeStep(drains, record, options, {step: isLast ? undefined : step, isFirst: i === 0}),
    );
    if (!ended || ended.problems.length > 0 || ended.isOver) return ended && {...ended, isInterrupted};
    options.onStep?.(step);
  }
  return undefined;
}

/** @param step of a slow start; undefined for the last one. @returns undefined where somebody has ended it meanwhile */
async function takeStep(
  drains: Drains,
  {target, services}: DrainRecord,
  options: EndOptions,
  {step, isFirst}: {readonly step: RampStep | undefined; readonly isFirst: boolean},
): Promise<Omit<Ended, 'isInterrupted'> | undefined> {
  const record = drains.find({target, services});
  if (!record) return undefined;
  const plan = await planEnd(drains, record, options);
  drains.put({...record, stage: 'restoring', worker: drains.self});
  const others = drains
    .stored()
    .records.filter(one => drainKey(one) !== drainKey(record) && isInForce(one, drains.world));
  const raised = step ? ramped(plan, step) : [];
  const isOver = raised.length === 0; // there may be nothing to raise
  // an owner that is told gives the whole weight: only when the slow start is over
  const due = plan.record.destinations.filter(one => (canRise(one) ? isOver : isFirst));
  const told = await drains.restoreByOwners(due, others);
  const changes = isOver ? [...plan.changes, ...(await drains.sysctlsBack(plan.sysctls))] : raised;
  const outcomes = await drains
    .make(changes, {command: `undrain ${drainKey(record)}`, reason: record.reason, isFirst: true})
    .catch(error => forget(drains, record, record, error));
  const problems = [...told, ...problemsOf(changes, outcomes)];
  if (!isOver || problems.length > 0) return {plan, problems, isOver};
  drains.store.remove(record);
  return {plan, problems, isOver};
}

/** The servers alone: flags and sysctls wait for the end. */
function ramped({changes, record}: UndrainPlan, step: RampStep) {
  const atOnce = new Set(record.destinations.filter(one => !canRise(one)).map(placeOf));
  return changes.flatMap(change => {
    if (change.type !== 'edit-server' && change.type !== 'add-server') return [];
    const {destination} = change;
    if (atOnce.has(placeKey(change.id, destination))) return [change];
    return [{...change, destination: {...destination, weight: rampedWeight(destination.weight, step)}}];
  });
}
