import type {Finding} from '../findings/finding.js';
import type {InstanceView} from '../findings/instance-view.js';
import type {WantedInstance} from '../findings/wanted-instance.js';
import type {Milliseconds} from '../intervals.js';
import type {Objection, StandbyEvidence} from './router-owner.js';

/** Everything that is known when a virtual router is to be moved: what there is to decide from. */
export interface Situation {
  /** `keepalived`. */
  readonly manager: string;
  /** Whether its daemon runs: nobody reads a file otherwise. */
  readonly isRunning: boolean;
  /** Every instance that can be moved, in the order of the configuration. */
  readonly instances: readonly Movable[];
  readonly files: readonly TrackedFile[];
  readonly findings: readonly Finding[];
  /** Who would take over, asked just now. */
  readonly evidence: readonly StandbyEvidence[];
  /** What else speaks against it: connections that are not synchronised. */
  readonly objections: readonly Objection[];
  /** A timer of systemd can end a hold. */
  readonly canSchedule: boolean;
  /** The command that stops the daemon, and the one that starts it again; text from outside. */
  readonly stopping: {readonly stop: string; readonly start: string} | undefined;
}

/** An instance as it is wanted and as it is. */
export interface Movable {
  readonly wanted: WantedInstance;
  /** Undefined where nothing was seen of it yet. */
  readonly view: InstanceView | undefined;
  /** keepalived's preempt_delay. */
  readonly preemptDelay: Milliseconds;
}

/** A file whose number keepalived makes a fault or a priority of (track_file). Texts are from outside. */
export interface TrackedFile {
  readonly name: string;
  readonly path: string;
  /** 0: any number but 0 is a fault. Otherwise the number, times this, is added to the priority. */
  readonly weight: number;
  /** Every instance that it moves, the others of their sync groups included. */
  readonly instances: readonly string[];
  /** What it says now; a missing file is 0. */
  readonly value: number;
  /** Why it cannot be written. */
  readonly problem: string | undefined;
}

/** Files that lvsctl made are known by their names. */
export const ownFilePrefix = 'lvsctl_';

export function isOurs({name}: TrackedFile): boolean {
  return name.startsWith(ownFilePrefix);
}

/** The instances of this name, or of the sync group of this name or that one is in: they move together. */
export function instancesOf({instances}: Situation, target: string): readonly Movable[] {
  const one = instances.find(({wanted}) => wanted.name === target);
  const group = one ? one.wanted.syncGroup : target;
  if (one && group === undefined) return [one];
  return instances.filter(({wanted}) => wanted.syncGroup === group);
}

export function isMaster({view}: Movable): boolean {
  return view?.state === 'master';
}
