import type {Change} from '../../ipvs/change.js';
import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {DrainWork} from '../drains/drain-work.js';
import type {ServiceConfiguration, ServiceId} from '../../ipvs/service.js';
import {formatChange} from '../../ipvsadm/format-change.js';

/** What must still be so when the change is made, or it is not made. */
export type Premise =
  | {readonly type: 'service'; readonly service: ServiceConfiguration}
  | {readonly type: 'server'; readonly id: ServiceId; readonly destination: DestinationConfiguration};

/** A change that is shown before it is made. */
export interface Plan {
  /** What it does, in a few words: `quiesce 10.1.0.11:8080 of tcp/203.0.113.10:80`. */
  readonly title: string;
  readonly changes: readonly Change[];
  readonly premises: readonly Premise[];
  /** What takes it back; undefined where nothing does. */
  readonly inverse: readonly Change[] | undefined;
  /** What could go wrong, if it is dangerous: then it wants a special key. */
  readonly danger: string | undefined;
  /** What to know beforehand, in sentences. */
  readonly notes?: readonly string[];
  /** It begins or ends a drain: done with its record, and not by the changes alone. */
  readonly drain?: DrainWork;
  /** The row it is about. */
  readonly row: string;
  /** It takes back another one. */
  readonly isUndo?: true;
}

/** The commands that do the same. */
export function commandsOf({changes, drain}: Plan): readonly string[] {
  return drain?.commands ?? changes.map(formatChange);
}

export function canBeTakenBack({inverse, drain}: Plan): boolean {
  return drain ? drain.back !== undefined : inverse !== undefined;
}
