import {isObject} from '../../director/protocol/json-line.js';
import {errorCodes} from '../../director/protocol/methods.js';
import {
  flag,
  type Kind,
  optional,
  type ParameterTable,
  readMembers,
  required,
} from '../../director/protocol/parameter-kinds.js';
import {ProtocolError} from '../../director/protocol/protocol-error.js';
import {rpcLimits} from '../rpc-limits.js';
import type {RpcMethod} from '../rpc-methods.js';
import type {StageOptions} from '../stage.js';

/** What each method takes. */
export interface RpcParameters {
  hello: Record<string, never>;
  ping: Record<string, never>;
  run: {readonly words: readonly string[]};
  interrupt: {readonly call: number};
  'top.open': StageOptions;
  'top.press': {readonly keys?: readonly string[]; readonly paste?: string};
  'top.resize': {readonly columns: number; readonly rows: number};
  'top.show': {readonly isShown: boolean};
  'top.close': Record<string, never>;
}

const none: ParameterTable<Record<string, never>> = {};

const whole = (least: number, most: number): Kind<number> =>
  kind(`a whole number from ${least} to ${most}`, value =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : undefined,
  );

const texts = (what: string, most: number, longest: number): Kind<readonly string[]> =>
  kind(`a list of 1 to ${most} ${what}, each of at most ${longest} characters`, value =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= most &&
    value.every(one => typeof one === 'string' && one.length <= longest && !one.includes('\0'))
      ? value
      : undefined,
  );

const text = (most: number): Kind<string> =>
  kind(`a text of at most ${most} characters`, value =>
    typeof value === 'string' && value.length <= most ? value : undefined,
  );

const size = {columns: required(whole(1, 2000)), rows: required(whole(1, 1000))};

const tables: {readonly [M in RpcMethod]: ParameterTable<RpcParameters[M]>} = {
  hello: none,
  ping: none,
  run: {words: required(texts('words', rpcLimits.words, 4096))},
  interrupt: {call: required(whole(0, Number.MAX_SAFE_INTEGER))},
  'top.open': {
    ...size,
    isReadOnly: required(flag),
    interval: optional(
      kind('seconds from 0.1 to 86400', value =>
        typeof value === 'number' && value >= 0.1 && value <= 86_400 ? value : undefined,
      ),
    ),
    preferences: required(text(256 * 1024)),
    timeOffset: required(whole(-1440, 1440)),
    isAscii: required(flag),
  },
  'top.press': {keys: optional(texts('keys', 256, 64)), paste: optional(text(64 * 1024))},
  'top.resize': size,
  'top.show': {isShown: required(flag)},
  'top.close': none,
};

/** The parameters of a request; absent ones are as an empty object. @throws ProtocolError that names the wrong one */
export function readRpcParameters<M extends RpcMethod>(method: M, params: unknown): RpcParameters[M] {
  if (params !== undefined && !isObject(params))
    throw new ProtocolError(errorCodes.params, 'params must be an object: parameters have names');
  return readMembers(params ?? {}, tables[method] as ParameterTable<RpcParameters[M]>, undefined);
}

function kind<T>(words: string, accept: (value: unknown) => T | undefined): Kind<T> {
  return {
    words,
    read(value, path) {
      const read = accept(value);
      if (read !== undefined) return read;
      throw new ProtocolError(errorCodes.params, `${path}: it must be ${words}`);
    },
  };
}
