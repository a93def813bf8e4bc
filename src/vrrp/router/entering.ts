import {masterDownInterval, type Milliseconds, skewTime} from '../intervals.js';
import type {Cause} from './cause.js';
import {
  advertisedPriority,
  type Backup,
  type Circumstances,
  isOwner,
  type Router,
  type RouterEffect,
  type Rules,
  type Step,
} from './router.js';

/** RFC 9568 §6.4.1: where a router goes that may work: on start, after a fault, when released. */
export function enter(rules: Rules, circumstances: Circumstances, cause: Cause, now: Milliseconds): Step {
  if (circumstances.faults.length > 0) return enterFault(circumstances, undefined);
  if (circumstances.hold === 'backup') return enterBackup(rules, circumstances, cause, now);
  if (isOwner(circumstances)) return enterMaster(rules, circumstances, {type: 'owner'}, now);
  if (circumstances.hold === 'master') return enterMaster(rules, circumstances, {type: 'held'}, now);
  return enterBackup(rules, circumstances, cause, now);
}

/** RFC 9568 §6.4.1: a backup that has heard nobody yet. */
export function enterBackup(rules: Rules, circumstances: Circumstances, cause: Cause, now: Milliseconds): Step {
  return [freshBackup(rules, circumstances, now), [{type: 'entered', state: 'backup', cause}]];
}

/** RFC 9568 §6.4.2: advertises first, so that a master of lower priority leaves while the addresses are added. */
export function enterMaster(rules: Rules, circumstances: Circumstances, cause: Cause, now: Milliseconds): Step {
  const {again, refresh} = rules.announcing;
  const router: Router = {
    state: 'master',
    advertiseAt: now + rules.interval,
    advertisedAt: now,
    announceAt: again > 0 ? now + again : refresh > 0 ? now + refresh : undefined,
    rivals: [],
    rivalAnnouncedAt: undefined,
  };
  return [
    router,
    [
      {type: 'entered', state: 'master', cause},
      {type: 'send-advertisement', priority: advertisedPriority(circumstances)},
      {type: 'add-addresses'},
      {type: 'announce-addresses', why: 'master'},
    ],
  ];
}

/** @param farewell of a master; undefined for who is none */
export function enterFault({faults}: Circumstances, farewell: number | undefined): Step {
  const entered: RouterEffect = {type: 'entered', state: 'fault', cause: {type: 'fault', faults}};
  return [{state: 'fault'}, farewell === undefined ? [entered] : [entered, {type: 'remove-addresses', farewell}]];
}

export function freshBackup(rules: Rules, circumstances: Circumstances, now: Milliseconds): Backup {
  return {
    state: 'backup',
    masterInterval: rules.interval,
    masterDownAt: now + downInterval(rules, circumstances, rules.interval),
    master: undefined,
    preemptAt: undefined,
    expects: undefined,
  };
}

/** Master_Down_Interval (RFC 9568 §6.1), with as many silent intervals as the rules allow. */
export function downInterval(
  {version, silentIntervals}: Rules,
  circumstances: Circumstances,
  masterInterval: Milliseconds,
): Milliseconds {
  const usual = masterDownInterval(version, advertisedPriority(circumstances), masterInterval);
  return usual + (silentIntervals - 3) * masterInterval;
}

/** Skew_Time (RFC 9568 §6.1). */
export function skew({version}: Rules, circumstances: Circumstances, masterInterval: Milliseconds): Milliseconds {
  return skewTime(version, advertisedPriority(circumstances), masterInterval);
}
