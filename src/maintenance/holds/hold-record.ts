import {
  type Fields,
  formatRecord,
  isNumber,
  isObject,
  isText,
  optional,
  parseRecord,
  type Test,
} from '../state/record-text.js';

/** An operator's wish that a virtual router is not moved back, as it is kept on disk. Texts are from outside. */
export interface HoldRecord {
  /** Who runs it: `keepalived`. */
  readonly manager: string;
  /** The instance or sync group that was asked for. */
  readonly target: string;
  readonly instances: readonly string[];
  /** The file that holds it, what it says meanwhile, and what takes the hold away. */
  readonly file: {readonly path: string; readonly value: number; readonly undo: number};
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
  /** Milliseconds since 1970; undefined where somebody has to release it. */
  readonly expires: number | undefined;
  readonly endedBy: 'systemd' | 'director' | 'nobody';
  /** Boot of the machine it was made in. */
  readonly boot: string;
}

export const formatHoldRecord = (record: HoldRecord): string => formatRecord(record);

/** @returns what is wrong with the text, where it is no record */
export function parseHoldRecord(text: string): HoldRecord | {readonly problem: string} {
  return parseRecord(text, fields);
}

const isInteger: Test = value => Number.isInteger(value);

const fields: Fields<HoldRecord> = {
  manager: isText,
  target: isText,
  instances: value => Array.isArray(value) && value.length <= 4096 && value.every(isText),
  file: value => isObject(value) && isText(value.path) && isInteger(value.value) && isInteger(value.undo),
  since: isNumber,
  owner: optional(isText),
  reason: optional(isText),
  expires: optional(isNumber),
  endedBy: value => value === 'systemd' || value === 'director' || value === 'nobody',
  boot: isText,
};
