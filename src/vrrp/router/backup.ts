import {isSameAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {Cause} from './cause.js';
import {downInterval, enter, enterFault, enterMaster, freshBackup, skew} from './entering.js';
import {
  advertisedPriority,
  type Backup,
  type Circumstances,
  type HeardAdvertisement,
  isOwner,
  type RouterEvent,
  type Rules,
  type Step,
} from './router.js';

/** RFC 9568 §6.4.2 (Backup), RFC 3768 §6.4.2. */
export function stepBackup(
  rules: Rules,
  circumstances: Circumstances,
  router: Backup,
  event: RouterEvent,
  now: Milliseconds,
): Step {
  switch (event.type) {
    case 'advertisement':
      return hear(rules, circumstances, router, event, now);
    case 'clock':
      return now < masterDownAt(circumstances, router)
        ? [router, []]
        : enterMaster(rules, circumstances, reason(circumstances, router), now);
    case 'take-over':
      return enterMaster(rules, circumstances, {type: 'sync-group'}, now);
    case 'circumstances':
      return adapt(rules, circumstances, event.before, router, now);
    case 'stalled': // as if the last advertisement had just come
      return [{...router, masterDownAt: now + downInterval(rules, circumstances, router.masterInterval)}, []];
    case 'expect':
      return [{...router, expects: {from: event.from, until: event.until}}, []];
    case 'shutdown': // silent: only a master says goodbye, with priority 0
      return [{state: 'initialize'}, [{type: 'entered', state: 'initialize', cause: {type: 'shutdown'}}]];
    case 'startup':
    case 'hand-over':
    case 'give-up':
      return [router, []];
  }
}

/** When it takes over, if nothing is heard; never while an operator holds it. */
export function masterDownAt({hold}: Circumstances, router: Backup): Milliseconds {
  return hold === 'backup' ? Number.POSITIVE_INFINITY : router.masterDownAt;
}

/** Whether somebody's priority 0 is what it was told to expect. */
export function isExpected({expects}: Backup, {source, priority}: HeardAdvertisement, now: Milliseconds): boolean {
  return priority === 0 && expects !== undefined && now <= expects.until && isSameAddress(expects.from, source);
}

function hear(
  rules: Rules,
  circumstances: Circumstances,
  router: Backup,
  heard: HeardAdvertisement,
  now: Milliseconds,
): Step {
  const {source, priority} = heard;
  if (priority === 0) return hearGoodbye(rules, circumstances, router, heard, now);
  const master = {source, priority, at: now};
  const isLower = priority < advertisedPriority(circumstances) && preempts(rules, circumstances);
  if (!isLower) return [follow(rules, circumstances, {...router, master, preemptAt: undefined}, heard, now), []];
  const preemptAt = circumstances.hold === 'master' ? now : (router.preemptAt ?? now + rules.preemptDelay);
  const heardLower = {...router, master, preemptAt};
  return [now < preemptAt ? follow(rules, circumstances, heardLower, heard, now) : heardLower, []]; // (465): discarded
}

/** (440): the owner does whatever its Preempt_Mode, and who is held as master. */
function preempts(rules: Rules, circumstances: Circumstances): boolean {
  return rules.preempts || isOwner(circumstances) || circumstances.hold === 'master';
}

/**
 * (425): Skew_Time is waited, so that of several backups the first is master. Only the master's own goodbye counts: one
 * that leaves with its sync group, or yielded to the master, leaves nobody without a master.
 */
function hearGoodbye(
  rules: Rules,
  circumstances: Circumstances,
  router: Backup,
  heard: HeardAdvertisement,
  now: Milliseconds,
): Step {
  const {source} = heard;
  if (isExpected(router, heard, now) && circumstances.hold !== 'backup')
    return enterMaster(rules, circumstances, {type: 'taken-over', from: source}, now);
  if (router.master && !isSameAddress(router.master.source, source)) return [router, []];
  const at = now + skew(rules, circumstances, router.masterInterval);
  return [{...router, master: {source, priority: 0, at: now}, masterDownAt: Math.min(router.masterDownAt, at)}, []];
}

/** (450): its interval is ours from now on, in version 3. */
function follow(
  rules: Rules,
  circumstances: Circumstances,
  router: Backup,
  {interval}: HeardAdvertisement,
  now: Milliseconds,
): Backup {
  const masterInterval = rules.version === 3 ? interval : rules.interval;
  return {...router, masterInterval, masterDownAt: now + downInterval(rules, circumstances, masterInterval)};
}

function adapt(
  rules: Rules,
  circumstances: Circumstances,
  before: Circumstances,
  router: Backup,
  now: Milliseconds,
): Step {
  if (circumstances.faults.length > 0) return enterFault(circumstances, undefined);
  const {hold} = circumstances;
  if (hold === before.hold && isOwner(circumstances) === isOwner(before)) return [router, []];
  if (hold === 'backup') return [{...router, expects: undefined}, []];
  if (hold === 'master' || isOwner(circumstances)) return enter(rules, circumstances, {type: 'released'}, now);
  const waiting = freshBackup(rules, circumstances, now); // released: its time begins anew
  return [{...waiting, masterInterval: router.masterInterval, master: router.master}, []];
}

/** Why its time has come. */
function reason(circumstances: Circumstances, {master}: Backup): Cause {
  if (!master) return {type: 'silence', master: undefined, lastHeard: undefined};
  if (master.priority === 0) return {type: 'gave-up', master: master.source};
  if (master.priority < advertisedPriority(circumstances))
    return {type: 'preempted', master: master.source, priority: master.priority};
  return {type: 'silence', master: master.source, lastHeard: master.at};
}
