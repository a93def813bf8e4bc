import type {CheckHistoryEntry, CheckRun, ChecksReport} from './checks-report.js';
import type {DisabledChecks} from './checks-summary.js';
import type {DirectorState, HoldState} from './director-state.js';

/** A method of the control protocol: on state.sock those that read, on control.sock all. */
interface Method {
  /** Whether it changes nothing. */
  readonly reads: boolean;
  readonly summary: string;
}

/** JSON-RPC 2.0 methods, params and results by name. */
export const methods = {
  state: {reads: true, summary: 'the state of the director: DirectorState'},
  subscribe: {
    reads: true,
    summary:
      'the state now, and from then on notifications `event` whose params are {sequence, at, event}: DirectorEvent',
  },
  hold: {reads: false, summary: 'keeps a router or a sync group master or backup, whatever the protocol would do'},
  release: {reads: false, summary: 'ends a hold'},
  'hand-over': {reads: false, summary: 'gives a router or a sync group to a peer, which agrees first'},
  announce: {reads: false, summary: 'tells everybody again where the addresses of a router are'},
  checks: {reads: true, summary: 'how virtual services and their real servers are: ChecksReport'},
  'checks-history': {reads: true, summary: 'what happened to them, the oldest first: CheckHistoryEntry[]'},
  'checks-run': {
    reads: false,
    summary: 'runs the checks of a real server now, step by step, and nothing follows from it: CheckRun[]',
  },
  'checks-disable': {reads: false, summary: 'switches the checks of a real server off: it stays as it is'},
  'checks-enable': {reads: false, summary: 'switches them on again'},
  drains: {reads: true, summary: 'has the records of drains read again, which happens by itself too'},
  metrics: {reads: true, summary: 'counters and gauges as Prometheus reads them'},
  reload: {
    reads: false,
    summary: 'reads the configuration again: checked first, applied as a difference, taken back if it fails',
  },
  stop: {
    reads: false,
    summary: 'ends the director in order: no address stays; virtual services as the configuration has it, or as asked',
  },
} as const satisfies Record<string, Method>;

export type MethodName = keyof typeof methods;

/** What each method takes and gives. */
export interface MethodTypes {
  state: {params: Record<string, never>; result: DirectorState};
  subscribe: {params: Record<string, never>; result: DirectorState};
  hold: {params: HoldParams; result: HoldResult};
  release: {params: {readonly target: string}; result: {readonly released: readonly HoldState[]}};
  'hand-over': {params: HandOverParams; result: HandOverResult};
  announce: {params: {readonly target: string}; result: {readonly addresses: number}};
  reload: {params: {readonly isOnlyCheck?: boolean}; result: ReloadResult};
  checks: {params: {readonly onlyFailed?: boolean}; result: ChecksReport};
  'checks-history': {params: {readonly server?: string}; result: readonly CheckHistoryEntry[]};
  'checks-run': {params: ServerParams; result: readonly CheckRun[]};
  'checks-disable': {params: DisableParams; result: DisableResult};
  'checks-enable': {params: ServerParams; result: {readonly enabled: readonly DisabledChecks[]}};
  drains: {params: Record<string, never>; result: Record<string, never>};
  metrics: {params: Record<string, never>; result: {readonly text: string}};
  stop: {params: {readonly table?: 'leave' | 'clear'}; result: Record<string, never>};
}

export interface HoldParams {
  /** A router or a sync group, by name; a member of a sync group stands for all of it. */
  readonly target: string;
  readonly as: 'master' | 'backup';
  readonly owner?: string;
  readonly reason?: string;
  /** When it ends by itself: milliseconds since 1970, a whole number. */
  readonly expires?: number;
}

export interface HoldResult extends HoldState {
  /** What held the same before, and holds no more. */
  readonly replaced: readonly HoldState[];
}

export interface HandOverParams {
  readonly target: string;
  /** Address of the peer on the link of the router. */
  readonly to: string;
  /** Asks the peer, and changes nothing. */
  readonly isOnlyAsked?: boolean;
  /** Held as backup afterwards, so that it does not preempt: as in hold. */
  readonly hold?: Omit<HoldParams, 'target' | 'as'>;
}

export interface HandOverResult {
  /**
   * `ready`: only asked, and it would; `done`: its advertisement was heard; `no-answer`: it is none of ours, nothing was
   * changed; `refused`: nothing was changed; `failed`: it was not heard in time, and this host is to take over again
   */
  readonly result: 'ready' | 'done' | 'no-answer' | 'refused' | 'failed';
  readonly words: string;
  /** Milliseconds from the removal of the addresses here to the advertisement of the peer. */
  readonly gap: number | undefined;
}

export interface ServerParams {
  /** An address with a port or without, as in the report: `10.0.0.11`, `10.0.0.11:80`, `[fd00::11]:80`. */
  readonly server: string;
  /** Name of a pool; without it whichever pools it is in. */
  readonly pool?: string;
}

export interface DisableParams extends ServerParams {
  readonly owner?: string;
  readonly reason?: string;
}

export interface DisableResult extends DisabledChecks {
  /** Whose checks are off by it. */
  readonly servers: readonly {readonly pool: string; readonly server: string}[];
}

export interface ReloadResult {
  readonly result: 'unchanged' | 'checked' | 'applied' | 'refused' | 'taken-back';
  /** What is different, or what is wrong, a line each. */
  readonly words: readonly string[];
}

/** Error codes of answers: those of JSON-RPC 2.0 §5.1, and ours. */
export const errorCodes = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  internal: -32603,
  /** It changes something, and this is state.sock. */
  notPermitted: 1,
  /** Nothing was changed: the words say why, and what to do. */
  refused: 2,
  failed: 3,
  /** As many clients as may be are connected, or this one broke a limit: the connection is closed. Never of a request. */
  closed: 4,
} as const;
