import {beginDrain} from './begin-drain.js';
import {drainKey, type DrainRecord, placeOf, servicesOf} from './drain-record.js';
import type {Drains} from './drains.js';
import {isOverdue} from './drain-states.js';
import {endDrain} from './end-drain.js';
import {finishDrain, leaveDrain, recoverSysctls} from './finish-drain.js';
import {isInForce} from './in-force.js';
import type {PutBack} from './reapply.js';
import {reapplyDrains} from './reapply-drains.js';
import {watchServices} from './read-table.js';
import {hasWeight, leftOf} from './wait-for-drain.js';

/** What a guard has done. */
export type GuardEvent =
  | {readonly type: 'put back'; readonly putBack: readonly PutBack[]}
  | {readonly type: 'expired' | 'ended' | 'resumed' | 'drained' | 'removed'; readonly record: DrainRecord}
  | {readonly type: 'words'; readonly words: string}
  | {readonly type: 'problem'; readonly words: string};

/** One round of the guard: keeps drains in force, goes on where a process died, ends what has expired. Writes only where something is to be done. */
export async function guardRound(drains: Drains, onEvent: (event: GuardEvent) => void): Promise<void> {
  for (const words of await recoverSysctls(drains)) onEvent({type: 'words', words});
  const {records} = drains.stored();
  for (const record of records) if (!drains.isAttended(record)) await attend(drains, record, onEvent);
  const standing = drains.stored().records.filter(record => isInForce(record, drains.world));
  const entries = await watchServices(drains.ipvs, servicesOf(standing));
  const begun = standing.filter(one => one.stage === 'quiescing' && !drains.isAttended(one));
  if (begun.length > 0 || hasWeight(entries, standing)) {
    const {putBack, problems} = await reapplyDrains(drains, standing);
    if (putBack.length > 0) onEvent({type: 'put back', putBack});
    for (const words of problems) onEvent({type: 'problem', words});
  }
  for (const record of begun) await leaveDrain(drains, record);
  for (const record of standing) {
    const isDone = record.stage === 'drained' || record.stage === 'removed';
    if (isDone || drains.isAttended(record) || leftOf(entries, record) > 0) continue;
    const problems = await finishDrain(drains, record);
    for (const words of problems) onEvent({type: 'problem', words});
    if (problems.length === 0) onEvent({type: record.whenEmpty === 'remove' ? 'removed' : 'drained', record});
  }
}

/** A drain that nobody is at: ended where its time has come or its end was begun, in force again after a reboot. */
async function attend(drains: Drains, record: DrainRecord, onEvent: (event: GuardEvent) => void): Promise<void> {
  const hasExpired = isOverdue(record, drains.world.clock());
  const isSuspended = record.boot !== drains.world.boot;
  if (hasExpired || record.stage === 'restoring') {
    const ended = await endDrain(drains, record, {weight: undefined, isForced: false, isMeant: undefined, ramp: 0});
    for (const words of [...(ended?.plan.notes ?? []), ...(ended?.problems ?? [])]) onEvent({type: 'words', words});
    if (ended?.problems.length === 0) onEvent({type: hasExpired ? 'expired' : 'ended', record});
  } else if (isSuspended && record.stage !== 'removed') await resume(drains, record, onEvent);
}

/** NB: without guards: it was decided before the reboot. Nothing happens while its servers are not in the table yet. */
async function resume(drains: Drains, record: DrainRecord, onEvent: (event: GuardEvent) => void): Promise<void> {
  const {target, services, user, reason, expires, whenEmpty} = record;
  const places = new Set(record.destinations.map(placeOf));
  const selection = {type: 'places', places} as const;
  const entries = await watchServices(drains.ipvs, servicesOf([record]));
  if (entries.every(({destinations}) => destinations.length === 0)) return;
  const begun = await beginDrain(
    drains,
    {target, services, selection, user, reason, expires, whenEmpty, cut: undefined},
    {decide: () => true, isAttended: false},
  );
  if (begun.type === 'begun') onEvent({type: 'resumed', record: begun.record});
  if (begun.type === 'failed')
    for (const words of begun.words) onEvent({type: 'problem', words: `${drainKey(record)}: ${words}`});
}
