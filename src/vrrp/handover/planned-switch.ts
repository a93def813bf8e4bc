import type {Milliseconds} from '../intervals.js';
import type {HandoverSettings} from './handover.js';
import type {SwitchPlan, SwitchRequest} from './router-owner.js';
import type {TrackedFile} from './situation.js';

/** A plan to show, and what it comes to; without a change it can only be shown. */
export interface PlannedSwitch {
  readonly plan: SwitchPlan;
  readonly change: Change | undefined;
  readonly settings: HandoverSettings;
}

/** What is done to the machine, and what undoes it. */
export type Change =
  | {
      readonly type: 'file';
      readonly file: TrackedFile;
      readonly value: number;
      readonly undo: number;
      /** What stays is recorded; undefined for a pulse. */
      readonly hold: PlannedHold | undefined;
    }
  | {readonly type: 'stop'; readonly stop: string; readonly start: string};

export interface PlannedHold {
  readonly duration: Milliseconds | undefined;
  /** A timer of systemd could end it. */
  readonly canSchedule: boolean;
  /** It will. */
  readonly isScheduled: boolean;
}

export function plannedHold(canSchedule: boolean, {hold, isConfirmed}: SwitchRequest): PlannedHold {
  return {duration: hold, canSchedule, isScheduled: hold !== undefined && canSchedule && isConfirmed === true};
}
