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
import {type DrainedDestination, type DrainRecord, drainStages} from './drain-record.js';

/** A record as its file has it. NB: as values and not as commands: ipvsadm cannot say everything that a table can have. */
export const formatDrainRecord = (record: DrainRecord): string => formatRecord(record);

/** @returns what is wrong with the text, where it is no record */
export function parseDrainRecord(text: string): DrainRecord | {readonly problem: string} {
  return parseRecord(text, fields);
}

const isInteger: Test = value => Number.isInteger(value) && (value as number) >= 0;
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
  having({type: oneOf('watch', 'kept')})(value) ||
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

const fields: Fields<DrainRecord> = {
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
