import type {DirectorEvent} from './director-state.js';
import {isObject, member, parseJsonLine} from './json-line.js';
import {errorCodes} from './methods.js';
import {ProtocolError} from './protocol-error.js';
import {isRequestId, type RequestId} from './request.js';

/** A line from the director, checked as far as JSON-RPC 2.0 §5 goes. */
export type Answer =
  | {readonly type: 'result'; readonly id: RequestId; readonly result: unknown}
  /** Without an id it is of the connection, not of one request. */
  | {readonly type: 'error'; readonly id: RequestId | null; readonly error: ProtocolError}
  | {readonly type: 'event'; readonly sequence: number; readonly at: number; readonly event: unknown}
  /** A notification of a newer version. */
  | {readonly type: 'unknown'};

/** The line of a result, without its line feed. */
export function formatResult(id: RequestId, result: object): string {
  return formatResultText(id, JSON.stringify(result));
}

/** As formatResult. @param result as JSON */
export function formatResultText(id: RequestId, result: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
}

/** The line of an error, without its line feed. */
export function formatError(id: RequestId | null, {code, message}: ProtocolError): string {
  return JSON.stringify({jsonrpc: '2.0', id, error: {code, message}});
}

/** An event as text, once for all who get it. */
export function formatEvent(event: DirectorEvent): string {
  return JSON.stringify(event);
}

/** The event `snapshot`, as formatEvent would have it. @param state as JSON */
export function formatSnapshot(state: string): string {
  return `{"type":"snapshot","state":${state}}`;
}

/** The line of the notification `event`, without its line feed. @param event as formatEvent has it */
export function formatNotification(sequence: number, at: number, event: string): string {
  return `{"jsonrpc":"2.0","method":"event","params":{"sequence":${sequence},"at":${at},"event":${event}}}`;
}

/** Reads a line from the director. @returns what is wrong with it, where it is none of its own */
export function parseAnswer(line: Uint8Array): Answer | {readonly problem: string} {
  const json = parseJsonLine(line);
  if ('problem' in json) return json;
  const message = json.value;
  if (!isObject(message) || member(message, 'jsonrpc') !== '2.0') return {problem: 'the line is no JSON-RPC 2.0'};
  if (typeof member(message, 'method') === 'string') return readNotification(message);
  const id = member(message, 'id');
  if (id !== null && !isRequestId(id)) return {problem: 'the line has no id'};
  const error = member(message, 'error');
  if (error !== undefined) return {type: 'error', id, error: readError(error)};
  if (id === null || !Object.hasOwn(message, 'result')) return {problem: 'the line has neither a result nor an error'};
  return {type: 'result', id, result: message.result};
}

function readNotification(message: Readonly<Record<string, unknown>>): Answer | {readonly problem: string} {
  if (message.method !== 'event') return {type: 'unknown'};
  const params = member(message, 'params');
  if (!isObject(params)) return {problem: 'an event has no params'};
  const sequence = member(params, 'sequence');
  const at = member(params, 'at');
  if (!Number.isSafeInteger(sequence) || typeof at !== 'number')
    return {problem: 'an event has no sequence or no time'};
  return {type: 'event', sequence: sequence as number, at, event: member(params, 'event')};
}

function readError(error: unknown): ProtocolError {
  const code = isObject(error) ? member(error, 'code') : undefined;
  const words = isObject(error) ? member(error, 'message') : undefined;
  return new ProtocolError(
    typeof code === 'number' ? code : errorCodes.internal,
    typeof words === 'string' ? words : 'the director says no more than that it failed',
  );
}
