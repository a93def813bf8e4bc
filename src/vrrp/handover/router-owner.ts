import type {Address} from '../../net/address.js';
import type {Mac} from '../../net/mac.js';
import type {InstanceIdentity} from '../findings/instance-view.js';
import type {Milliseconds} from '../intervals.js';
import type {Hold} from '../truth/hold.js';

/** What an operator wants of a virtual router. */
export interface SwitchRequest {
  /** An instance or a sync group, by name. A member of a group moves the whole of it. */
  readonly target: string;
  readonly to: 'master' | 'backup';
  /** Who is to be master instead of this host, by its address on the link; only with `to: 'backup'`. */
  readonly peer?: Address | undefined;
  readonly via: 'auto' | 'file' | 'reload' | 'stop';
  /** The tracked file to use, where there is a choice. */
  readonly file: string | undefined;
  /** How long it is held; undefined for as long as the way needs it. */
  readonly hold: Milliseconds | undefined;
  /** It stays so until it is released, whether the way needs that or not: lvsctl vrrp hold. */
  readonly isHeld?: boolean;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
  /** --yes: the daemon may be stopped, and a timer be made that ends the hold. */
  readonly isConfirmed?: boolean;
}

/** What would be done, before anything is. */
export interface SwitchPlan {
  readonly request: SwitchRequest;
  /** It takes a hold away; nobody has to take over. */
  readonly isRelease?: boolean;
  /** `keepalived`, `heartbeat`, `director`. */
  readonly manager: string;
  readonly instances: readonly InstanceIdentity[];
  readonly way: Way;
  /** The commands, or what they come to, in order. */
  readonly steps: readonly string[];
  /** Who would take over, and how that is known; an instance without any has nobody. */
  readonly evidence: readonly StandbyEvidence[];
  /** What speaks against it. */
  readonly objections: readonly Objection[];
  /** Other ways, and what would make this one better; as lines to print. */
  readonly advice: readonly string[];
}

export interface Way {
  readonly kind: 'file' | 'reload' | 'stop' | 'standby' | 'hold' | 'hand-over';
  /** pulse: what makes it go is taken away once the other is master; held: until it is released. */
  readonly style: 'pulse' | 'held';
  /** How long nobody has the addresses, as measured for this way. */
  readonly expectedOutage: Milliseconds;
  readonly sideEffects: readonly string[];
}

export interface StandbyEvidence {
  readonly instance: InstanceIdentity;
  readonly source: 'peer' | 'neighbour' | 'membership' | 'wire' | 'heartbeat' | 'director';
  /** A peer said it is a healthy backup; everything else only proves that somebody is there. */
  readonly isHealth: boolean;
  readonly words: string;
  /** Which station that is, where it is known. */
  readonly station?: Station;
}

/** A host on the link, by what is known of it. */
export interface Station {
  readonly addresses: readonly Address[];
  readonly mac?: Mac;
  /** As it says itself. */
  readonly priority?: number | undefined;
}

export interface Objection {
  /** `no-standby`, `finding`, `not-master`, `no-file`, `sync-not-running`, … */
  readonly code: string;
  readonly words: string;
  /** --force goes over it. */
  readonly isForceable: boolean;
}

/** One step of what happens meanwhile, measured. */
export interface SwitchStep {
  readonly at: Milliseconds;
  readonly instance: InstanceIdentity | undefined;
  readonly code:
    | 'begun'
    | 'addresses-gone'
    | 'other-master'
    | 'announced'
    | 'addresses-here'
    | 'released'
    | 'late'
    | 'put-back'
    | 'failed';
  readonly words: string;
}

export interface SwitchOutcome {
  /** Exit status 0, 3, 5, 6, 130. */
  readonly result: 'done' | 'late' | 'put-back' | 'not-put-back' | 'interrupted';
  readonly words: string;
  readonly steps: readonly SwitchStep[];
  /** From the last moment an address was here to the first advertisement of the other, the longest of all instances. */
  readonly gap: Milliseconds | undefined;
  readonly hold: Hold | undefined;
}

/** Whoever can move virtual routers of this host. */
export interface RouterOwner {
  readonly name: string;
  /** Whether it runs an instance or group of this name. */
  knows(target: string): boolean;
  /** Looks, asks the network, and changes nothing. */
  planSwitch(request: SwitchRequest): Promise<SwitchPlan>;
  /** @param isInterrupted ends it early: what was begun is put back */
  carryOut(plan: SwitchPlan, onStep: (step: SwitchStep) => void, isInterrupted: () => boolean): Promise<SwitchOutcome>;
  planRelease(target: string): Promise<SwitchPlan>;
  holds(): Promise<readonly KnownHold[]>;
  /** Records of holds that cannot be read, each named; empty or absent where there are none. */
  holdProblems?(): Promise<readonly string[]>;
}

/** A hold as it is listed. */
export interface KnownHold extends Hold {
  /** false: it was recorded and acts no more, after a reboot or because somebody undid it by hand. Absent: it acts. */
  readonly isInForce?: boolean;
}
