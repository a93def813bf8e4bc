import type {Milliseconds} from '../milliseconds.js';

/** Where it failed: the host does not answer; the port does not; what answers there does not do its work. */
export type Layer = 'L3' | 'L4' | 'L7';

/** What one try of a probe has found. Words are for people, may have text from outside in them, and begin in lower case. */
export type Verdict =
  | {readonly type: 'up'; readonly words: string; readonly latency: Milliseconds; readonly advice?: Advice}
  | {
      readonly type: 'down';
      readonly layer: Layer;
      readonly words: string;
      readonly latency: Milliseconds;
      /** Nothing came back at all, not even a refusal: the host itself may be down. */
      readonly isSilence: boolean;
      readonly advice?: Advice;
    }
  /** It could not be found out, for a reason on our side (no descriptor, no memory, a regular expression that takes too long): nothing is changed by it. */
  | {readonly type: 'undecided'; readonly words: string; readonly latency: Milliseconds; readonly advice?: Advice};

/** What a check says of the weight of its server, besides whether it works. It holds until the check says something else. */
export type Advice =
  /** misc_dynamic. Undefined: the configured weight again. */
  | {readonly type: 'weight'; readonly weight: number | undefined}
  /** An agent: of the configured weight, 0..256. */
  | {readonly type: 'percent'; readonly percent: number}
  /** A tracked file: added to the configured weight. */
  | {readonly type: 'add'; readonly amount: number}
  /** An agent: `drain` and `maint` are weight 0, `stopped` and `down` are down; `ready` and `up` end those. */
  | {
      readonly type: 'agent';
      readonly percent: number | undefined;
      readonly admin: 'ready' | 'drain' | 'maint' | undefined;
      readonly operation: 'up' | 'down' | 'stopped' | 'fail' | undefined;
      /** What it said behind `#`. */
      readonly reason: string | undefined;
    };

/** One step of a try, for people who ask for it. */
export interface ProbeStep {
  /** `connect`, `TLS`, `send`, `first byte`, `status`, `match`, … */
  readonly name: string;
  /** Since the beginning of the try. */
  readonly at: Milliseconds;
  readonly words: string;
}
