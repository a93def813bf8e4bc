import type {CheckSchedule} from '../../../checks/check.js';
import {longestWait, shortestInterval} from '../../pools/longest-wait.js';
import {formatSpan, span, truth, whole} from '../kinds.js';
import {optional, type Shaped} from '../shape.js';

/** When a check runs, wherever it is said: in it, in its server, in its service, in defaults. */
export const scheduleKeys = {
  every: optional(span(shortestInterval, longestWait), '5s', 'from the end of one try to the next'),
  fall: optional(whole(1, 4_294_967_296), '3', 'so many failed tries in a row make it down'),
  rise: optional(whole(1, 4_294_967_296), '2', 'so many good tries in a row make it up again'),
  'retry-delay': optional(span(0, longestWait), '1s', 'to the next try while it is falling or rising'),
  'warm-up': optional(span(0, longestWait), 'as every', 'the first try is somewhere within it'),
  'starts-down': optional(truth, 'true', 'a server that is not in the table yet is down until it is proven'),
  'all-failures': optional(truth, 'false', 'tries that fail are told, too, before it is down'),
  timeout: optional(span(1, longestWait), '3s', 'it may take so long until it is connected, or in all for a command'),
} as const;

/** `check` of a server, of a service, of defaults. */
export const checkShape = {name: 'check', keys: scheduleKeys} as const;

type Written = {readonly [K in keyof typeof scheduleKeys]: Shaped<typeof checkShape>[K]};
export type ScheduleDraft = Partial<Written>;
type Key = keyof typeof scheduleKeys;

/** The schedule, and the time it may take: the first that says something of a key counts. */
export function scheduleOf(said: readonly (ScheduleDraft | undefined)[]): CheckSchedule & {readonly timeout: number} {
  const first = <K extends Key>(key: K) => said.find(one => one?.[key] !== undefined)?.[key];
  const interval = first('every') ?? usual.interval;
  return {
    interval,
    fall: first('fall') ?? usual.fall,
    rise: first('rise') ?? usual.rise,
    retryDelay: first('retry-delay') ?? usual.retryDelay,
    warmup: first('warm-up') ?? interval,
    startsDown: first('starts-down') ?? usual.startsDown,
    tellsAllFailures: first('all-failures') ?? usual.tellsAllFailures,
    timeout: first('timeout') ?? usualTimeout,
  };
}

const usual = {interval: 5000, fall: 3, rise: 2, retryDelay: 1000, startsDown: true, tellsAllFailures: false} as const;
export const usualTimeout = 3000;

/** As it is written: what goes without saying is left out. */
export function writeSchedule(schedule: CheckSchedule): Record<string, unknown> {
  return {
    ...(schedule.interval === usual.interval ? {} : {every: formatSpan(schedule.interval)}),
    ...(schedule.fall === usual.fall ? {} : {fall: schedule.fall}),
    ...(schedule.rise === usual.rise ? {} : {rise: schedule.rise}),
    ...(schedule.retryDelay === usual.retryDelay ? {} : {'retry-delay': formatSpan(schedule.retryDelay)}),
    ...(schedule.warmup === schedule.interval ? {} : {'warm-up': formatSpan(schedule.warmup)}),
    ...(schedule.startsDown === usual.startsDown ? {} : {'starts-down': schedule.startsDown}),
    ...(schedule.tellsAllFailures === usual.tellsAllFailures ? {} : {'all-failures': schedule.tellsAllFailures}),
  };
}
