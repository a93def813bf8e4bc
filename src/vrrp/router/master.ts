import {isSameAddress} from '../../net/address.js';
import {masterDownInterval, type Milliseconds} from '../intervals.js';
import type {Cause} from './cause.js';
import {downInterval, enterBackup, enterFault, freshBackup} from './entering.js';
import {outranks} from './outranks.js';
import {
  advertisedPriority,
  type Circumstances,
  type HeardAdvertisement,
  type Master,
  type Rival,
  type RouterEffect,
  type RouterEvent,
  type Rules,
  type Step,
} from './router.js';

/** More than can be: somebody invents them. */
const mostRivals = 16;
/** Of an interval: an answer to another that says it is master, or was, is no sooner than this after what was sent before. */
const answerSpacing = 0.1;

/** RFC 9568 §6.4.3 (Active), RFC 3768 §6.4.3 (Master). */
export function stepMaster(
  rules: Rules,
  circumstances: Circumstances,
  router: Master,
  event: RouterEvent,
  now: Milliseconds,
): Step {
  switch (event.type) {
    case 'advertisement':
      return hear(rules, circumstances, router, event, now);
    case 'clock':
      return wake(rules, circumstances, router, now);
    case 'circumstances':
      return adapt(rules, circumstances, event.before, router, now);
    case 'give-up':
      return leave(rules, circumstances, {type: 'sync-group'}, now);
    case 'hand-over':
      return leave(rules, circumstances, {type: 'handed-over', to: event.to}, now);
    case 'shutdown': // §6.4.3: priority 0 lets a backup take over without waiting
      return [
        {state: 'initialize'},
        [
          {type: 'entered', state: 'initialize', cause: {type: 'shutdown'}},
          {type: 'remove-addresses', farewell: 0},
        ],
      ];
    case 'startup':
    case 'stalled':
    case 'expect':
    case 'take-over':
      return [router, []];
  }
}

/** When it next wants the clock. */
export function masterDeadline({advertiseAt, announceAt, rivals}: Master): Milliseconds {
  return Math.min(advertiseAt, announceAt ?? Number.POSITIVE_INFINITY, ...rivals.map(({until}) => until));
}

function hear(
  rules: Rules,
  circumstances: Circumstances,
  router: Master,
  heard: HeardAdvertisement,
  now: Milliseconds,
): Step {
  const {source, priority} = heard;
  if (circumstances.address && isSameAddress(source, circumstances.address)) return [router, []]; // our own, come back
  // whoever leaves, and all that wait for its place, see that there is a master
  if (priority === 0) return hearGoodbye(rules, circumstances, router, source, now);
  const {address} = circumstances;
  const own = advertisedPriority(circumstances);
  return priority > own || (address && outranks(heard, {priority: own, source: address}))
    ? yieldTo(rules, circumstances, heard, now)
    : hearRival(rules, circumstances, router, heard, now);
}

/** §6.4.3: to a higher priority, or the same from a greater address. */
function yieldTo(rules: Rules, circumstances: Circumstances, heard: HeardAdvertisement, now: Milliseconds): Step {
  const {source, priority, interval} = heard;
  const masterInterval = rules.version === 3 ? interval : rules.interval;
  return [
    {
      ...freshBackup(rules, circumstances, now),
      masterInterval,
      masterDownAt: now + downInterval(rules, circumstances, masterInterval),
      master: {source, priority, at: now},
    },
    [
      {type: 'entered', state: 'backup', cause: {type: 'outranked', by: source, priority}},
      {type: 'remove-addresses', farewell: advertisedPriority(circumstances)},
    ],
  ];
}

/**
 * Otherwise (§6.4.3): what RFC 3768 discards, RFC 9568 answers at once, for the bridges in between; the other learns that
 * there is a better one, and everybody else where the addresses are.
 */
function hearRival(
  rules: Rules,
  circumstances: Circumstances,
  router: Master,
  {source, interval}: HeardAdvertisement,
  now: Milliseconds,
): Step {
  const until = now + masterDownInterval(rules.version, 1, interval);
  const others = router.rivals.filter(rival => !isSameAddress(rival.source, source));
  const isRepeated = others.length < router.rivals.length;
  const rivals: readonly Rival[] = others.length < mostRivals ? [...others, {source, until, isRepeated}] : others;
  const heard: Master = {...router, rivals};
  const [after, answers] = rules.answersLower ? answer(rules, circumstances, heard, now) : [heard, []];
  const last = router.rivalAnnouncedAt;
  if (last !== undefined && now - last < rules.announcing.rival) return [after, answers];
  return [{...after, rivalAnnouncedAt: now}, [...answers, {type: 'announce-addresses', why: 'rival'}]];
}

/** At once, or as soon as a flood of others may be answered. */
function answer(
  rules: Rules,
  circumstances: Circumstances,
  router: Master,
  now: Milliseconds,
): readonly [Master, readonly RouterEffect[]] {
  const soonest = router.advertisedAt + rules.interval * answerSpacing;
  return now >= soonest
    ? advertise(rules, circumstances, router, now)
    : [{...router, advertiseAt: Math.min(router.advertiseAt, soonest)}, []];
}

/**
 * Who leaves was master too, and caches may point to it, also where it was never heard before: where the addresses are is
 * told again, at most once in an interval.
 */
function hearGoodbye(
  rules: Rules,
  circumstances: Circumstances,
  router: Master,
  source: HeardAdvertisement['source'],
  now: Milliseconds,
): Step {
  const rivals = router.rivals.filter(rival => !isSameAddress(rival.source, source));
  const [after, answers] = answer(rules, circumstances, {...router, rivals}, now);
  const soonest = (router.rivalAnnouncedAt ?? Number.NEGATIVE_INFINITY) + rules.interval;
  return now >= soonest
    ? [{...after, rivalAnnouncedAt: now}, [...answers, {type: 'announce-addresses', why: 'rival-gone'}]]
    : [{...after, announceAt: Math.min(after.announceAt ?? soonest, soonest)}, answers];
}

function wake(rules: Rules, circumstances: Circumstances, router: Master, now: Milliseconds): Step {
  const effects: RouterEffect[] = [];
  let after = router;
  if (now >= router.advertiseAt) {
    const next = router.advertiseAt + rules.interval;
    after = {...after, advertisedAt: now, advertiseAt: next > now ? next : now + rules.interval}; // none is made up for
    effects.push({type: 'send-advertisement', priority: advertisedPriority(circumstances)});
  }
  if (router.rivals.some(({until}) => until <= now)) {
    after = {...after, rivals: router.rivals.filter(({until}) => until > now)};
    effects.push({type: 'announce-addresses', why: 'rival-gone'}); // caches may still point to it
  }
  if (router.announceAt !== undefined && now >= router.announceAt) {
    const {refresh} = rules.announcing;
    after = {...after, announceAt: refresh > 0 ? now + refresh : undefined};
    effects.push({type: 'announce-addresses', why: 'again'});
  }
  return [after, effects];
}

function advertise(
  rules: Rules,
  circumstances: Circumstances,
  router: Master,
  now: Milliseconds,
): readonly [Master, readonly RouterEffect[]] {
  return [
    {...router, advertiseAt: now + rules.interval, advertisedAt: now},
    [{type: 'send-advertisement', priority: advertisedPriority(circumstances)}],
  ];
}

function adapt(
  rules: Rules,
  circumstances: Circumstances,
  before: Circumstances,
  router: Master,
  now: Milliseconds,
): Step {
  if (circumstances.faults.length > 0) return enterFault(circumstances, 0);
  if (circumstances.hold === 'backup') return leave(rules, circumstances, {type: 'held'}, now);
  if (advertisedPriority(circumstances) === advertisedPriority(before)) return [router, []];
  return advertise(rules, circumstances, router, now); // backups hear of it at once
}

/** To backup, and a backup elsewhere is to take over without waiting. */
function leave(rules: Rules, circumstances: Circumstances, cause: Cause, now: Milliseconds): Step {
  const [backup, entered] = enterBackup(rules, circumstances, cause, now);
  return [backup, [...entered, {type: 'remove-addresses', farewell: 0}]];
}
