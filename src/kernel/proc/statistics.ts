import type {Statistics} from '../../ipvs/statistics.js';
import type {Kernel} from '../kernel.js';
import {linesOf} from './lines.js';
import {UnknownLine} from '../../ipvs/unknown-line.js';

const path = '/proc/net/ip_vs_stats';

/** Two lines of titles, the totals, a blank line, a title, the rates: counted from 1. */
const totalsLine = 3;
const ratesLine = 6;

/** /proc/net/ip_vs_stats: what all services of this network namespace together have carried, and carry now. Throws UnknownLine. */
export function readStatistics(kernel: Kernel): Statistics {
  const lines = [...linesOf(kernel.readProc(path))].flat();
  const totals = numbersOf(lines, totalsLine);
  const rates = numbersOf(lines, ratesLine);
  return {
    counters: {
      connections: totals[0],
      incomingPackets: totals[1],
      outgoingPackets: totals[2],
      incomingBytes: totals[3],
      outgoingBytes: totals[4],
    },
    rates: {
      connectionsPerSecond: rates[0],
      incomingPacketsPerSecond: rates[1],
      outgoingPacketsPerSecond: rates[2],
      incomingBytesPerSecond: rates[3],
      outgoingBytesPerSecond: rates[4],
    },
  };
}

type Row = readonly [bigint, bigint, bigint, bigint, bigint];

/** Five numbers in hexadecimal. */
function numbersOf(lines: readonly string[], line: number): Row {
  const text = lines[line - 1] ?? '';
  if (!/^ *[0-9A-F]+( +[0-9A-F]+){4}$/.test(text)) throw new UnknownLine(path, line, text);
  return text
    .trim()
    .split(/ +/)
    .map(word => BigInt(`0x${word}`)) as unknown as Row;
}
