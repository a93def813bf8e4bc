import {escapeControls} from '../../ipvs/outside-text.js';
import {isObject, type JsonObject, member, parseJsonLine} from './json-line.js';
import {errorCodes, type MethodName, methods} from './methods.js';
import {ProtocolError} from './protocol-error.js';

/** What an answer is told apart by: a text of at most 128 characters or a whole number. */
export type RequestId = string | number;

/** A request object of JSON-RPC 2.0 §4. */
export interface Request {
  readonly id: RequestId;
  readonly method: MethodName;
  /** Not checked yet. */
  readonly params: unknown;
}

/** Why a line is none; its id where it can be told. */
export interface BadRequest {
  readonly id: RequestId | null;
  readonly problem: ProtocolError;
}

/** Reads a line. Members that are not known are left out; batches (§6) and notifications are not taken. */
export function parseRequest(line: Uint8Array): Request | BadRequest {
  const json = parseJsonLine(line);
  if ('problem' in json) return {id: null, problem: new ProtocolError(errorCodes.parse, json.problem)};
  const message = json.value;
  if (Array.isArray(message)) return bad(null, 'batches are not taken: one request a line');
  if (!isObject(message)) return bad(null, 'a request is an object');
  return readRequest(message);
}

/** The line of a request, without its line feed. */
export function formatRequest(id: RequestId, method: MethodName, params: object): string {
  return JSON.stringify({jsonrpc: '2.0', id, method, params});
}

export function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' ? value.length <= 128 : Number.isSafeInteger(value);
}

function readRequest(message: JsonObject): Request | BadRequest {
  const id = member(message, 'id');
  const method = member(message, 'method');
  if (!isRequestId(id)) return bad(null, 'id must be a whole number or a text of at most 128 characters');
  if (member(message, 'jsonrpc') !== '2.0') return bad(id, 'jsonrpc must be "2.0"');
  if (typeof method !== 'string') return bad(id, 'method must be a text');
  if (!isMethod(method)) {
    const shown = escapeControls(JSON.stringify(method.slice(0, 60)));
    const words = `there is no method ${shown}: there are ${Object.keys(methods).join(', ')}`;
    return {id, problem: new ProtocolError(errorCodes.method, words)};
  }
  return {id, method, params: member(message, 'params')};
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

function bad(id: RequestId | null, words: string): BadRequest {
  return {id, problem: new ProtocolError(errorCodes.request, words)};
}
