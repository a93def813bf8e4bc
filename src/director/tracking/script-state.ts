import type {TrackedScript} from '../../vrrp/router/configuration.js';

/** What the last results of a script come to. */
export interface ScriptState {
  /** Undefined until its first result, unless it is down at first. */
  readonly isUp: boolean | undefined;
  /** Results in a row that speak against it. */
  readonly contrary: number;
}

export function initialScriptState({isDownAtFirst}: Pick<TrackedScript, 'isDownAtFirst'>): ScriptState {
  return {isUp: isDownAtFirst ? false : undefined, contrary: 0};
}

/**
 * A result counts when `rise` or `fall` of them in a row say so; the very first one counts by itself (keepalived.conf(5),
 * vrrp_script).
 */
export function stepScript(
  {rise, fall}: Pick<TrackedScript, 'rise' | 'fall'>,
  state: ScriptState,
  isSuccess: boolean,
): ScriptState {
  if (state.isUp === undefined) return {isUp: isSuccess, contrary: 0};
  if (state.isUp === isSuccess) return {isUp: state.isUp, contrary: 0};
  const contrary = state.contrary + 1;
  return contrary >= (isSuccess ? rise : fall) ? {isUp: isSuccess, contrary: 0} : {isUp: state.isUp, contrary};
}
