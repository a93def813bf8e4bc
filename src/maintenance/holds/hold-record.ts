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

export function formatHoldRecord(record: HoldRecord): string {
  return `${JSON.stringify({version: 1, ...record}, null, 2)}\n`;
}

/** @returns what is wrong with the text, where it is no record */
export function parseHoldRecord(text: string): HoldRecord | {readonly problem: string} {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {problem: 'it is no JSON'};
  }
  if (!isObject(value)) return {problem: 'it is no object'};
  if (value.version !== 1) return {problem: 'its version is not 1'};
  for (const [field, isRight] of Object.entries(fields))
    if (!isRight(value[field])) return {problem: `${field} is missing or wrong`};
  return Object.fromEntries(Object.keys(fields).map(field => [field, value[field]])) as unknown as HoldRecord;
}

type Test = (value: unknown) => boolean;
const isText: Test = value => typeof value === 'string' && value.length <= 4096;
const isTime: Test = value => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isInteger: Test = value => Number.isInteger(value);
const optional =
  (isRight: Test): Test =>
  value =>
    value === undefined || isRight(value);

const fields: Readonly<Record<keyof HoldRecord, Test>> = {
  manager: isText,
  target: isText,
  instances: value => Array.isArray(value) && value.length <= 4096 && value.every(isText),
  file: value => isObject(value) && isText(value.path) && isInteger(value.value) && isInteger(value.undo),
  since: isTime,
  owner: optional(isText),
  reason: optional(isText),
  expires: optional(isTime),
  endedBy: value => value === 'systemd' || value === 'director' || value === 'nobody',
  boot: isText,
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
