import {isObject, member, parseJsonLine} from '../director/protocol/json-line.js';
import {errorCodes} from '../director/protocol/methods.js';
import {ProtocolError} from '../director/protocol/protocol-error.js';
import {rpcLimits} from './rpc-limits.js';

/** A message of JSON-RPC 2.0 in either direction. Results and parameters are not checked further. */
export type RpcMessage =
  | {readonly type: 'request'; readonly id: number; readonly method: string; readonly params: unknown}
  | {readonly type: 'notification'; readonly method: string; readonly params: unknown}
  | {readonly type: 'result'; readonly id: number; readonly result: unknown}
  | {
      readonly type: 'error';
      /** null: of a line that could not be read. */
      readonly id: number | null;
      readonly error: ProtocolError;
    };

/** Reads a line. @returns what is wrong with it, and its id where it can be told */
export function parseRpcLine(line: Uint8Array): RpcMessage | RpcProblem {
  const json = parseJsonLine(line, rpcLimits.depth);
  if ('problem' in json) return problem(null, errorCodes.parse, json.problem);
  const message = json.value;
  if (!isObject(message)) return problem(null, errorCodes.request, 'a message is one object a line');
  const given = member(message, 'id');
  const id = Number.isSafeInteger(given) ? (given as number) : undefined;
  if (member(message, 'jsonrpc') !== '2.0') return problem(id ?? null, errorCodes.request, 'jsonrpc must be "2.0"');
  return readMessage(message, id) ?? problem(id ?? null, errorCodes.request, 'it is neither a request nor an answer');
}

/** Why a line is no message. */
export interface RpcProblem {
  readonly type: 'problem';
  readonly id: number | null;
  readonly error: ProtocolError;
}

export function formatRpcRequest(id: number | undefined, method: string, params: unknown): string {
  return JSON.stringify({jsonrpc: '2.0', ...(id !== undefined && {id}), method, params});
}

export function formatRpcResult(id: number, result: unknown): string {
  return JSON.stringify({jsonrpc: '2.0', id, result});
}

export function formatRpcError(id: number | null, {code, message}: ProtocolError): string {
  return JSON.stringify({jsonrpc: '2.0', id, error: {code, message}});
}

function readMessage(message: Readonly<Record<string, unknown>>, id: number | undefined): RpcMessage | undefined {
  const method = member(message, 'method');
  if (method !== undefined) {
    if (typeof method !== 'string' || method.length > 60) return undefined;
    const params = member(message, 'params');
    if (id !== undefined) return {type: 'request', id, method, params};
    return Object.hasOwn(message, 'id') ? undefined : {type: 'notification', method, params};
  }
  const error = member(message, 'error');
  if (isObject(error)) return {type: 'error', id: id ?? null, error: readError(error)};
  if (id === undefined || !Object.hasOwn(message, 'result')) return undefined;
  return {type: 'result', id, result: message.result};
}

function readError(error: Readonly<Record<string, unknown>>): ProtocolError {
  const [code, words] = [member(error, 'code'), member(error, 'message')];
  return new ProtocolError(
    typeof code === 'number' ? code : errorCodes.internal,
    typeof words === 'string' ? words : 'it says no more than that it failed',
  );
}

function problem(id: number | null, code: number, words: string): RpcProblem {
  return {type: 'problem', id, error: new ProtocolError(code, words)};
}
