/** Whether a value read from a file is what it shall be. */
export type Test = (value: unknown) => boolean;

/** What every field of a record must be. */
export type Fields<T> = Readonly<Record<keyof T & string, Test>>;

export const isText: Test = value => typeof value === 'string' && value.length <= 4096;
export const isNumber: Test = value => typeof value === 'number' && Number.isFinite(value) && value >= 0;
export const optional =
  (isRight: Test): Test =>
  value =>
    value === undefined || isRight(value);

const version = 1;

/** A record as its file has it. */
export function formatRecord<T>(record: T): string {
  return `${JSON.stringify({version, ...record}, null, 1)}\n`;
}

/** Reads it back; fields that are not known are left out. @returns what is wrong with the text, where it is no record */
export function parseRecord<T>(text: string, fields: Fields<T>): T | {readonly problem: string} {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {problem: 'it is no JSON'};
  }
  if (!isObject(value)) return {problem: 'it is no object'};
  if (value.version !== version) return {problem: `its version is not ${version}`};
  for (const [field, isRight] of Object.entries<Test>(fields))
    if (!isRight(value[field])) return {problem: `${field} is missing or wrong`};
  return Object.fromEntries(Object.keys(fields).map(field => [field, value[field]])) as T;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
