import type {Milliseconds} from '../vrrp/intervals.js';
import type {HostState} from './remote-host.js';
import type {Hello} from './rpc-methods.js';

/** How it is with the way to a host, and what was. */
export interface Connection {
  readonly host: HostState;
  /** Failures since it last held for a while. */
  readonly failures: number;
  /** When something last came from there. */
  readonly heardAt: Milliseconds;
  /** When a ping was sent that is not answered yet. */
  readonly owedSince: Milliseconds | undefined;
  readonly readyAt: Milliseconds | undefined;
}

export type ConnectionEvent =
  /** Somebody wants it: again, where it is down. */
  | {readonly type: 'open'}
  /** The answer to the first call. */
  | {readonly type: 'hello'; readonly hello: Hello}
  /** Anything that came. */
  | {readonly type: 'heard'}
  /** @param isLasting it will not mend by itself: a login that is refused */
  | {readonly type: 'ended'; readonly words: string; readonly isLasting: boolean}
  | {readonly type: 'clock'};

export type ConnectionEffect =
  | {readonly type: 'start'}
  | {readonly type: 'ping'}
  /** Ends the process, which is listened to no more. */
  | {readonly type: 'abandon'};

export const connectionTimes = {
  /** From the start of ssh to the answer to hello: name, TCP, keys, login, sudo, the start of lvsctl. */
  connect: 10_000,
  /** Nothing was heard for so long: a ping asks. */
  quiet: 1000,
  /** A ping that is owed for so long: silent. */
  owed: 2000,
  /** Silent for so long: given up, a new connection may tell more. */
  silence: 30_000,
  /** Held for so long, what failed before does not count. */
  steady: 10_000,
  longestRetry: 30_000,
  /** Of what does not mend by itself: each try is a line in a log there, or a mail. */
  lastingRetry: 300_000,
} as const;

export function newConnection(now: Milliseconds): Connection {
  const host: HostState = {state: 'down', since: now, words: 'not connected yet', retryAt: undefined};
  return {host, failures: 0, heardAt: now, owedSince: undefined, readyAt: undefined};
}

/** @param isKept whether it is tried again after a failure */
export function stepConnection(
  connection: Connection,
  event: ConnectionEvent,
  now: Milliseconds,
  isKept: boolean,
): readonly [Connection, readonly ConnectionEffect[]] {
  const {host} = connection;
  switch (event.type) {
    case 'open':
      return host.state === 'down' ? connect(connection, now) : [connection, []];
    case 'hello': {
      const ready: HostState = {state: 'ready', hello: event.hello};
      // who pings is known to want nothing more when the connection is lost
      return [{...connection, host: ready, heardAt: now, owedSince: now, readyAt: now}, [{type: 'ping'}]];
    }
    case 'heard':
      return [heard(connection, now), []];
    case 'ended':
      return host.state === 'down' ? [connection, []] : [fail(connection, event, now, isKept), []];
    case 'clock':
      return onClock(connection, now, isKept);
  }
}

/** When it wants the clock next. */
export function connectionDeadline({host, heardAt, owedSince}: Connection): Milliseconds | undefined {
  switch (host.state) {
    case 'connecting':
      return host.since + connectionTimes.connect;
    case 'ready':
      return owedSince === undefined ? heardAt + connectionTimes.quiet : owedSince + connectionTimes.owed;
    case 'silent':
      return host.since + connectionTimes.silence;
    case 'down':
      return host.retryAt;
  }
}

function connect(connection: Connection, now: Milliseconds): readonly [Connection, readonly ConnectionEffect[]] {
  const {host: before, failures} = connection;
  const lost = before.state === 'down' && failures > 0 ? {lost: {since: before.since, words: before.words}} : {};
  const host: HostState = {state: 'connecting', since: now, ...lost};
  return [{...connection, host, heardAt: now, owedSince: undefined, readyAt: undefined}, [{type: 'start'}]];
}

function heard(connection: Connection, now: Milliseconds): Connection {
  const {host} = connection;
  const isBack = host.state === 'silent' && host.hello !== undefined;
  const next: HostState = isBack ? {state: 'ready', hello: host.hello as Hello} : host;
  return {...connection, host: next, heardAt: now, owedSince: undefined};
}

function fail(
  connection: Connection,
  {words, isLasting}: Extract<ConnectionEvent, {type: 'ended'}>,
  now: Milliseconds,
  isKept: boolean,
): Connection {
  const {readyAt} = connection;
  const wasSteady = readyAt !== undefined && now - readyAt >= connectionTimes.steady;
  const failures = wasSteady ? 1 : connection.failures + 1;
  const delay = isLasting
    ? connectionTimes.lastingRetry
    : Math.min(connectionTimes.longestRetry, 1000 * 2 ** Math.min(failures - 1, 10));
  const retryAt = isKept ? now + delay : undefined;
  const since = lostSince(connection.host) ?? now;
  return {...connection, failures, owedSince: undefined, host: {state: 'down', since, words, retryAt}};
}

/** Since when it has not answered, over all that was tried. */
function lostSince(host: HostState): Milliseconds | undefined {
  if (host.state === 'connecting') return host.lost?.since;
  return host.state === 'silent' ? host.since : undefined;
}

function onClock(
  connection: Connection,
  now: Milliseconds,
  isKept: boolean,
): readonly [Connection, readonly ConnectionEffect[]] {
  const deadline = connectionDeadline(connection);
  if (deadline === undefined || now < deadline) return [connection, []];
  const {host, owedSince} = connection;
  const giveUp = (words: string) =>
    [fail(connection, {type: 'ended', words, isLasting: false}, now, isKept), [{type: 'abandon'}]] as const;
  switch (host.state) {
    case 'connecting':
      return giveUp(
        `no answer for ${connectionTimes.connect / 1000} s since ssh was started: is it busy, or the way cut?`,
      );
    case 'ready':
      if (owedSince === undefined) return [{...connection, owedSince: now}, [{type: 'ping'}]];
      return [{...connection, host: {state: 'silent', since: owedSince, hello: host.hello}}, []];
    case 'silent':
      return giveUp(`no sign of life for ${connectionTimes.silence / 1000} s: it is frozen, or the way to it is cut`);
    case 'down':
      return connect(connection, now);
  }
}
