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
    for (let end = work.indexOf(10); end >= 0 && end < filled; end = work.indexOf(10, start)) {
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
    const at = this.#at;
    if (!this.#plainLine(text, start, end)) {
      this.#at = at;
      const connection = parseConnection(text.toString('latin1', start, end));
      if (!connection) throw new UnknownLine(connectionsPath, number, text.toString('latin1', start, end));
      this.#text = this.take() + connectionLine(connection, false, numericDisplay);
    }
  }

  /** False where the line is not of IPv4's columns; then what was written does not count. */
  #plainLine(text: Buffer, start: number, end: number): boolean {
    if (end - start !== column.end || text[start + 3] !== 32 || text[start + column.state - 1] !== 32) return false;
    const seconds = decimal(text, start + column.expires, end);
    if (seconds < 0) return false;
    this.#copy(text, start, start + 4);
    this.#expiry(seconds);
    this.#copy(text, start + column.state, start + column.state + stateWidth);
    this.#byte(32);
    if (!this.#endpoint(text, start + column.client, 18)) return false;
    this.#byte(32);
    if (!this.#endpoint(text, start + column.virtual, 18)) return false;
    this.#byte(32);
    if (!this.#endpoint(text, start + column.destination, 0)) return false;
    this.#byte(10);
    return true;
  }

  /** `MM:SS`, padded to 6, and a blank. */
  #expiry(seconds: number): void {
    const from = this.#at;
    const minutes = Math.trunc(seconds / 60);
    if (minutes < 10) this.#byte(48);
    this.#number(minutes);
    this.#byte(58);
    if (seconds % 60 < 10) this.#byte(48);
    this.#number(seconds % 60);
    this.#pad(from, 6);
    this.#byte(32);
  }

  /** `AC100102 9CA5` as `172.16.1.2:40101`, padded. */
  #endpoint(text: Buffer, at: number, width: number): boolean {
    const from = this.#at;
    for (let i = 0; i < 8; i += 2) {
      const value = hexByte(text, at + i);
      if (value < 0) return false;
      this.#number(value);
      this.#byte(i < 6 ? 46 : 58);
    }
    const high = hexByte(text, at + 9);
    const low = hexByte(text, at + 11);
    if (high < 0 || low < 0 || text[at + 8] !== 32 || text[at + 13] !== 32) return false;
    this.#number(high * 256 + low);
    this.#pad(from, width);
    return true;
  }

  #number(value: number): void {
    if (value >= 10) this.#number(Math.trunc(value / 10));
    this.#byte(48 + (value % 10));
  }

  #pad(from: number, width: number): void {
    while (this.#at < from + width) this.#byte(32);
  }

  #copy(text: Buffer, start: number, end: number): void {
    for (let at = start; at < end; at++) this.#byte(text[at] as number);
  }

  #byte(value: number): void {
    this.#bytes[this.#at++] = value;
  }
}

const noDigit = 256;
const hexDigits = new Uint16Array(256).fill(noDigit);
for (const [value, digit] of [...'0123456789ABCDEF'].entries()) hexDigits[digit.charCodeAt(0)] = value;

/** Two digits, or a negative number where they are none. */
function hexByte(text: Buffer, at: number): number {
  const value = (hexDigits[text[at] as number] as number) * 16 + (hexDigits[text[at + 1] as number] as number);
  return value < noDigit ? value : -1;
}

/** A number with blanks before it, or -1. */
function decimal(text: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] === 32) at++;
  if (at === end) return -1;
  let value = 0;
  for (; at < end; at++) {
    const digit = (text[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
