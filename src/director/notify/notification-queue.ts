import type {Notification, NotifyProgram} from './notification.js';

/** Transitions of one router or group that wait while a program about an earlier one still runs. */
const mostWaiting = 8;

/** What is still to be run for a router or a group, in order. */
export interface NotificationQueue {
  readonly running: NotifyProgram | undefined;
  /** Of the transition that is being told. */
  readonly rest: readonly NotifyProgram[];
  readonly waiting: readonly Notification[];
}

export const emptyQueue: NotificationQueue = {running: undefined, rest: [], waiting: []};

/** @returns with those that nobody will be told of: older ones, which are over */
export function enqueue(
  queue: NotificationQueue,
  notification: Notification,
): readonly [queue: NotificationQueue, dropped: readonly Notification[]] {
  if (notification.programs.length === 0) return [queue, []];
  const waiting = [...queue.waiting, notification];
  const tooMany = Math.max(0, waiting.length - mostWaiting);
  return [{...queue, waiting: waiting.slice(tooMany)}, waiting.slice(0, tooMany)];
}

/** Takes what is to be run next, where nothing runs. */
export function takeNext(queue: NotificationQueue): NotificationQueue {
  if (queue.running) return queue;
  const [running, ...rest] = queue.rest;
  if (running) return {...queue, running, rest};
  const [next, ...waiting] = queue.waiting;
  return next ? takeNext({running: undefined, rest: next.programs, waiting}) : queue;
}

/** What was run has ended. */
export function ended(queue: NotificationQueue): NotificationQueue {
  return {...queue, running: undefined};
}
