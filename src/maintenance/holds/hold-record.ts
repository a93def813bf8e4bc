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

/** An operator's wish of what a virtual router is to be, as it is kept on disk. Texts are from outside. */
export interface HoldRecord {
  /** Who runs it: `keepalived`, `director`. */
  readonly manager: string;
  /** The instance or sync group that was asked for. */
  readonly target: string;
  readonly instances: readonly string[];
  /** What it is kept as; undefined for backup. */
  readonly as?: 'master' | 'backup' | undefined;
  /** The file that holds it, what it says meanwhile, and what takes the hold away; undefined where the record itself does. */
  readonly file?: {readonly path: string; readonly value: number; readonly undo: number} | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly owner: string | undefined;
  readonly reason: string | undefined;
  /** Milliseconds since 1970; undefined where somebody has to release it. */
  readonly expires: number | undefined;
  readonly endedBy: 'systemd' | 'director' | 'nobody';
  /** Boot of the machine it was made in; a director's outlives it. */
  readonly boot: string;
}

/** One that is in force by a file. */
export type FileHoldRecord = HoldRecord & {readonly file: NonNullable<HoldRecord['file']>};

export function isHeldByFile(record: HoldRecord): record is FileHoldRecord {
  return record.file !== undefined;
}

export const formatHoldRecord = (record: HoldRecord): string => formatRecord(record);

/** @returns what is wrong with the text, where it is no record */
export function parseHoldRecord(text: string): HoldRecord | {readonly problem: string} {
  const read = parseRecord(text, fields);
  if ('problem' in read) return read;
  const {as, file, ...record} = read;
  return {...record, ...(as && {as}), ...(file && {file})};
}

const isInteger: Test = value => Number.isInteger(value);

const fields: Fields<HoldRecord> = {
  manager: isText,
  target: isText,
  instances: value => Array.isArray(value) && value.length <= 4096 && value.every(isText),
  as: optional(value => value === 'master' || value === 'backup'),
  file: optional(value => isObject(value) && isText(value.path) && isInteger(value.value) && isInteger(value.undo)),
  since: isNumber,
  owner: optional(isText),
  reason: optional(isText),
  expires: optional(isNumber),
  endedBy: value => value === 'systemd' || value === 'director' || value === 'nobody',
  boot: isText,
};
