import {type DrainedDestination, type DrainRecord, drainStages} from './drain-record.js';

/** A record as its file has it. NB: as values and not as commands: ipvsadm cannot say everything that a table can have. */
export function formatDrainRecord(record: DrainRecord): string {
  return `${JSON.stringify({version: 1, ...record}, null, 1)}\n`;
}

/** @returns what is wrong with the text, where it is no record */
export function parseDrainRecord(text: string): DrainRecord | {readonly problem: string} {
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
  return Object.fromEntries(Object.keys(fields).map(field => [field, value[field]])) as unknown as DrainRecord;
}

type Test = (value: unknown) => boolean;
const isText: Test = value => typeof value === 'string' && value.length <= 4096;
const isNumber: Test = value => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isInteger: Test = value => Number.isInteger(value) && (value as number) >= 0;
const optional =
  (isRight: Test): Test =>
  value =>
    value === undefined || isRight(value);
const oneOf =
  (...values: readonly unknown[]): Test =>
  value =>
    values.includes(value);
const listOf =
  (isRight: Test): Test =>
  value =>
    Array.isArray(value) && value.length <= 1_000_000 && value.every(isRight);
const having =
  (tests: Readonly<Record<string, Test>>): Test =>
  value =>
    isObject(value) && Object.entries(tests).every(([name, isRight]) => isRight(value[name]));

const isAddress: Test = value =>
  having({family: oneOf('ipv4'), value: isInteger})(value) ||
  (having({family: oneOf('ipv6'), words: listOf(isInteger)})(value) &&
    (value as {words: unknown[]}).words.length === 4);
const isService: Test = value =>
  having({type: oneOf('address'), protocol: isInteger, address: isAddress, port: isInteger})(value) ||
  having({type: oneOf('fwmark'), family: oneOf('ipv4', 'ipv6'), fwmark: isInteger})(value);
const isWay: Test = value =>
  having({type: oneOf('watch')})(value) ||
  having({type: oneOf('folder'), path: isText})(value) ||
  having({type: oneOf('file'), path: isText, value: isText, undo: isText})(value);

const destinationFields: Readonly<Record<keyof DrainedDestination, Test>> = {
  service: isService,
  destination: having({
    address: isAddress,
    port: isInteger,
    forwarding: isInteger,
    weight: isInteger,
    upperThreshold: isInteger,
    lowerThreshold: isInteger,
    tunnel: having({type: isInteger, port: isInteger, flags: isInteger}),
  }),
  owner: optional(isText),
  configuredWeight: optional(isInteger),
  way: optional(isWay),
};

const fields: Readonly<Record<keyof DrainRecord, Test>> = {
  target: isText,
  services: listOf(isText),
  boot: isText,
  since: isNumber,
  user: isText,
  reason: optional(isText),
  expires: optional(isNumber),
  whenEmpty: oneOf('stay', 'remove'),
  stage: oneOf(...drainStages),
  worker: optional(having({pid: isInteger, started: isText})),
  destinations: listOf(having(destinationFields)),
  flags: listOf(having({service: isService, flags: isInteger, scheduler: isText})),
  sysctls: listOf(having({name: value => isText(value) && /^[a-z_]+$/.test(value as string), before: isText})),
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
