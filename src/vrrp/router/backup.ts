import {isSameAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {Cause} from './cause.js';
import {downInterval, enter, enterFault, enterMaster, freshBackup, skew} from './entering.js';
import {outranks} from './outranks.js';
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
        : enterMaster(rules, circumstances, reason(router), now);
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
  if (circumstances.address && isSameAddress(source, circumstances.address)) return [router, []]; // our own, come back
  if (priority === 0) return hearGoodbye(rules, circumstances, router, heard, now);
  const isLower = priority < advertisedPriority(circumstances) && preempts(rules, circumstances);
  if (isOvershadowed(rules, router, heard, now))
    return [isLower ? router : letBe(rules, circumstances, router, heard, now), []];
  const master = {source, priority, at: now};
  if (!isLower) return [follow(rules, circumstances, {...router, master, preemptAt: undefined}, heard, now), []];
  const preemptAt = circumstances.hold === 'master' ? now : (router.preemptAt ?? now + rules.preemptDelay);
  const heardLower = {...router, master, preemptAt};
  // §6.4.2: discarded, so that its time runs out
  return [now < preemptAt ? follow(rules, circumstances, heardLower, heard, now) : heardLower, []];
}

/**
 * Whether a better master was heard so lately that this other one can only be wrong, or say its last word: with its
 * interval, which may be much shorter, the better one would seem to be silent.
 */
function isOvershadowed(
  {silentIntervals}: Rules,
  {master, masterInterval}: Backup,
  heard: HeardAdvertisement,
  now: Milliseconds,
): boolean {
  if (!master || isSameAddress(master.source, heard.source)) return false;
  return outranks(master, heard) && now - master.at < silentIntervals * masterInterval;
}

/** Preempt_Mode (RFC 9568 §6.1): an owner does whatever it is; and so does who is held as master. */
function preempts(rules: Rules, circumstances: Circumstances): boolean {
  return rules.preempts || isOwner(circumstances) || circumstances.hold === 'master';
}

/**
 * §6.4.2, priority 0: Skew_Time is waited, so that of several backups the first is master. Only the master's own goodbye
 * counts: one that leaves with its sync group, or yielded to the master, leaves nobody without a master.
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

/** §6.4.2: in version 3 its interval is ours from now on (Master_Adver_Interval; RFC 9568 calls it Active_Adver_Interval). */
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

/** Should the better one be silent from now on, this one is master. */
function letBe(
  rules: Rules,
  circumstances: Circumstances,
  router: Backup,
  heard: HeardAdvertisement,
  now: Milliseconds,
): Backup {
  const {masterDownAt} = follow(rules, circumstances, router, heard, now);
  return {...router, masterDownAt: Math.max(router.masterDownAt, masterDownAt)};
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
  const isMaster = hold === 'master' ? !isOutranked(circumstances, router) : isOwner(circumstances);
  if (isMaster) return enter(rules, circumstances, {type: 'released'}, now);
  const {master, masterInterval} = router; // else its time begins anew
  const down = downInterval(rules, circumstances, masterInterval);
  return [{...freshBackup(rules, circumstances, now), master, masterInterval, masterDownAt: now + down}, []];
}

/** By an owner, or by another that is held as master: taking over would be for a moment only. */
function isOutranked(circumstances: Circumstances, {master}: Backup): boolean {
  const {address} = circumstances;
  const priority = advertisedPriority(circumstances);
  return master !== undefined && address !== undefined && outranks(master, {priority, source: address});
}

/** Why its time has come. */
function reason({master, preemptAt}: Backup): Cause {
  if (!master) return {type: 'silence', master: undefined, lastHeard: undefined};
  if (master.priority === 0) return {type: 'gave-up', master: master.source};
  const isDiscarded = preemptAt !== undefined && master.at >= preemptAt;
  if (isDiscarded) return {type: 'preempted', master: master.source, priority: master.priority};
  return {type: 'silence', master: master.source, lastHeard: master.at};
}
