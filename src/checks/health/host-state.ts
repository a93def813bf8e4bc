import type {Milliseconds} from '../milliseconds.js';

/** What is known of a host, besides what its services do. */
export interface HostState {
  /** The first verdict of silence after which none was of anything else; undefined: there is none. */
  readonly silentSince: Milliseconds | undefined;
  /** Whether it answered an echo request since; undefined: not known. */
  readonly echo: boolean | undefined;
  readonly isAsked: boolean;
  readonly askedAt: Milliseconds | undefined;
  /** It is to be asked, and was asked just before. */
  readonly asksAt: Milliseconds | undefined;
}

export const unknownHost: HostState = {
  silentSince: undefined,
  echo: undefined,
  isAsked: false,
  askedAt: undefined,
  asksAt: undefined,
};

/** A host is asked at most once in this time. */
const pauseOfAsking: Milliseconds = 1000;
/** And one that does not answer, whether it does again. */
const pauseOfTheDead: Milliseconds = 10_000;

/** A service that was not known to be down has not answered at all. @returns the state, and whether to ask the host now */
export function hearSilence(before: HostState, now: Milliseconds): readonly [HostState, boolean] {
  const state = {...before, silentSince: before.silentSince ?? now};
  if (state.isAsked || state.echo === false || state.asksAt !== undefined) return [state, false];
  const asksAt = (state.askedAt ?? Number.NEGATIVE_INFINITY) + pauseOfAsking;
  if (asksAt > now) return [{...state, asksAt, echo: undefined}, false];
  return [{...state, isAsked: true, askedAt: now, echo: undefined}, true];
}

/** The time has come to ask again. @returns the state, and whether it still matters */
export function askDeferred(before: HostState, now: Milliseconds): readonly [HostState, boolean] {
  const state = {...before, asksAt: undefined};
  if (state.silentSince === undefined || state.isAsked) return [state, false];
  return [{...state, isAsked: true, askedAt: now}, true];
}

/** A service of a host that does not answer is still silent. @returns the state, and whether to ask the host again */
export function hearMoreSilence(before: HostState, now: Milliseconds): readonly [HostState, boolean] {
  const {isAsked, askedAt = now} = before;
  if (!isDead(before) || isAsked || now < askedAt + pauseOfTheDead) return [before, false];
  return [{...before, isAsked: true, askedAt: now}, true];
}

/** A service has answered, be it with a refusal. */
export function hearLife(before: HostState): HostState {
  return {...before, silentSince: undefined, echo: undefined, asksAt: undefined};
}

/**
 * @param answered undefined: it could not be asked
 * @returns the state, and whether to ask again: a service has answered and another fallen silent since it was asked
 */
export function hearEcho(
  before: HostState,
  answered: boolean | undefined,
  now: Milliseconds,
): readonly [HostState, boolean] {
  const {silentSince, askedAt} = before;
  const state = {...before, isAsked: false};
  if (silentSince === undefined) return [{...state, echo: undefined}, false];
  if (answered === false && askedAt !== undefined && askedAt < silentSince)
    return [{...state, isAsked: true, askedAt: now, asksAt: undefined}, true];
  return [{...state, echo: answered ?? true}, false];
}

/** It answers nothing: no echo request, and no service since the first one fell silent. */
export function isDead({silentSince, echo}: HostState): boolean {
  return silentSince !== undefined && echo === false;
}

/** Whether an answer is to come. */
export function isWaiting({silentSince, echo, isAsked, asksAt}: HostState): boolean {
  return silentSince !== undefined && echo === undefined && (isAsked || asksAt !== undefined);
}
