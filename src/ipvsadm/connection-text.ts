import {connectionsPath, parseConnection} from '../ipvs/connection-line.js';
import {UnknownLine} from '../ipvs/unknown-line.js';
import {numericDisplay} from './display-names.js';
import {connectionLine} from './format-connections.js';

/** Room for output before it is handed on, and for the longest line at its end. */
const roomForText = 64 * 1024;
const roomForLine = 1024;

/** Columns of an IPv4 line in the kernel's table, counted from its start. */
const column = {client: 4, virtual: 18, destination: 32, state: 46, expires: 58, end: 65} as const;
const stateWidth = 11;
/** ipvsadm pads the source and the virtual endpoint to this. */
const endpointWidth = 18;

/**
 * -lcn: the kernel's table turned into ipvsadm's, byte by byte where a line has the columns of IPv4, else by way of
 * a Connection. Tables have a million lines; this one makes no string of any.
 * @throws UnknownLine
 */
export function* formatConnectionText(pieces: Iterable<Uint8Array>): Iterable<string> {
  const output = new LineWriter();
  let work = Buffer.allocUnsafeSlow(16 * 1024);
  let filled = 0;
  let line = 0;
  for (const piece of pieces) {
    if (filled + piece.length > work.length) work = Buffer.concat([work, Buffer.alloc(filled + piece.length)]);
    work.set(piece, filled);
    filled += piece.length;
    let start = 0;
    for (let end = lineEnd(work, start); end >= 0 && end < filled; end = lineEnd(work, start)) {
      if (++line > 1) output.line(work, start, end, line); // the first is the header
      start = end + 1;
    }
    work.copyWithin(0, start, filled);
    filled -= start;
    if (output.isFull) yield output.take();
  }
  if (filled > 0 && ++line > 1) output.line(work, 0, filled, line);
  yield output.take();
}

/** Where a line ends, tried first where it would end with IPv4's columns; negative where it does not. */
function lineEnd(text: Buffer, start: number): number {
  return text[start + column.end] === newline ? start + column.end : text.indexOf(newline, start);
}

/** Collects lines of output; what is not plain goes the long way round. */
class LineWriter {
  readonly #bytes = Buffer.allocUnsafeSlow(roomForText);
  #at = 0;
  /** Lines that were no IPv4 lines, and all that came before them. */
  #text = '';

  get isFull(): boolean {
    return this.#at > roomForText / 2 || this.#text !== '';
  }

  take(): string {
    const text = this.#text + this.#bytes.toString('latin1', 0, this.#at);
    this.#text = '';
    this.#at = 0;
    return text;
  }

  line(text: Buffer, start: number, end: number, number: number): void {
    if (this.#at > roomForText - roomForLine) this.#text = this.take();
    const at = writePlainLine(this.#bytes, this.#at, text, start, end);
    if (at >= 0) {
      this.#at = at;
      return;
    }
    const connection = parseConnection(text.toString('latin1', start, end));
    if (!connection) throw new UnknownLine(connectionsPath, number, text.toString('latin1', start, end));
    this.#text = this.take() + connectionLine(connection, false, numericDisplay);
  }
}

// What follows writes to `out` from `to` on and returns where it stopped: plain functions, as the quick compiler
// makes no fast code of methods that write a byte each.

const blank = 32;
const newline = 10;

/** Negative where the line is not of IPv4's columns. */
function writePlainLine(out: Uint8Array, to: number, text: Uint8Array, start: number, end: number): number {
  if (end - start !== column.end || text[start + 3] !== blank || text[start + column.state - 1] !== blank) return -1;
  const seconds = decimal(text, start + column.expires, end);
  if (seconds < 0) return -1;
  let at = copy(out, to, text, start, column.client);
  if (at < 0) return -1;
  at = copy(out, writeExpiry(out, at, seconds), text, start + column.state, stateWidth);
  if (at < 0) return -1;
  out[at++] = blank;
  for (let from: number = column.client; from <= column.virtual; from += column.virtual - column.client) {
    const padded = at + endpointWidth;
    at = writeEndpoint(out, at, text, start + from);
    if (at < 0) return -1;
    while (at < padded) out[at++] = blank;
    out[at++] = blank;
  }
  at = writeEndpoint(out, at, text, start + column.destination);
  if (at < 0) return -1;
  out[at] = newline;
  return at + 1;
}

/** `MM:SS`, padded to 6, and a blank. */
function writeExpiry(out: Uint8Array, to: number, seconds: number): number {
  const minutes = Math.trunc(seconds / 60);
  const rest = seconds - 60 * minutes;
  let at = to;
  if (minutes < 10) out[at++] = 48;
  at = writeNumber(out, at, minutes);
  out[at++] = 58;
  if (rest < 10) out[at++] = 48;
  at = writeNumber(out, at, rest);
  while (at < to + 6) out[at++] = blank;
  out[at] = blank;
  return at + 1;
}

/** `AC100102 9CA5` as `172.16.1.2:40101`; negative where it is something else. */
function writeEndpoint(out: Uint8Array, to: number, text: Uint8Array, start: number): number {
  if (text[start + 8] !== blank || text[start + 13] !== blank) return -1;
  let at = to;
  for (let from = start; from < start + 8; from += 2) {
    const value = hexByte(text, from);
    if (value < 0) return -1;
    at = writeNumber(out, at, value);
    out[at++] = 46;
  }
  const high = hexByte(text, start + 9);
  const low = hexByte(text, start + 11);
  if (high < 0 || low < 0) return -1;
  out[at - 1] = 58;
  return writeNumber(out, at, high * 256 + low);
}

/** Negative where a control character is among the bytes: then a shorter line ends there. */
function copy(out: Uint8Array, to: number, text: Uint8Array, start: number, length: number): number {
  for (let i = 0; i < length; i++) {
    const byte = text[start + i] as number;
    if (byte < blank) return -1;
    out[to + i] = byte;
  }
  return to + length;
}

function writeNumber(out: Uint8Array, to: number, value: number): number {
  let at = to;
  if (value >= 10) at = writeNumber(out, at, Math.trunc(value / 10));
  out[at] = 48 + (value % 10);
  return at + 1;
}

const noDigit = 256;
const hexDigits = new Uint16Array(256).fill(noDigit);
for (const [value, digit] of [...'0123456789ABCDEF'].entries()) hexDigits[digit.charCodeAt(0)] = value;

/** Two digits, or a negative number where they are none. */
function hexByte(text: Uint8Array, at: number): number {
  const value = (hexDigits[text[at] as number] as number) * 16 + (hexDigits[text[at + 1] as number] as number);
  return value < noDigit ? value : -1;
}

/** A number with blanks before it, or -1. */
function decimal(text: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] === blank) at++;
  if (at === end) return -1;
  let value = 0;
  for (; at < end; at++) {
    const digit = (text[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
