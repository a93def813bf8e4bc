import {isObject} from './json-line.js';
import {errorCodes, type HoldParams, type MethodName, type MethodTypes, type ServerParams} from './methods.js';
import {
  address,
  flag,
  members,
  oneOf,
  optional,
  type ParameterTable,
  readMembers,
  required,
  text,
  time,
} from './parameter-kinds.js';
import {ProtocolError} from './protocol-error.js';

const name = text('a name', 1, 255);

/** Who keeps something so, and why. */
const hold: ParameterTable<Omit<HoldParams, 'target' | 'as'>> = {
  owner: optional(text('a text', 1, 255)),
  reason: optional(text('a text', 1, 1000)),
  expires: optional(time),
};

/** Which real server, of which pool. */
const server: ParameterTable<ServerParams> = {
  server: required(text('a real server', 1, 255)),
  pool: optional(text('a name', 1, 255)),
};

const none: ParameterTable<Record<string, never>> = {};

/** What each method takes: by name (JSON-RPC 2.0 §4.2), and nothing else. */
export const parameters: {readonly [M in MethodName]: ParameterTable<MethodTypes[M]['params']>} = {
  state: none,
  subscribe: none,
  hold: {target: required(name), as: required(oneOf('master', 'backup')), ...hold},
  release: {target: required(name)},
  'hand-over': {
    target: required(name),
    to: required(address),
    isOnlyAsked: optional(flag),
    hold: optional(members(hold)),
  },
  announce: {target: required(name)},
  checks: {onlyFailed: optional(flag)},
  'checks-history': {server: optional(text('a real server', 1, 255))},
  'checks-run': server,
  'checks-disable': {...server, owner: hold.owner, reason: hold.reason},
  'checks-enable': server,
  drains: none,
  metrics: none,
  reload: {isOnlyCheck: optional(flag)},
  stop: {table: optional(oneOf('leave', 'clear'))},
};

/** The parameters of a request; absent ones are as an empty object. @throws ProtocolError (params) that names the wrong one */
export function readParameters<M extends MethodName>(method: M, params: unknown): MethodTypes[M]['params'] {
  if (params === undefined) return readMembers({}, parameters[method], undefined);
  if (!isObject(params)) throw new ProtocolError(errorCodes.params, 'params must be an object: parameters have names');
  return readMembers(params, parameters[method], undefined);
}
