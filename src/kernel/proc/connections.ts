import type {Connection, ConnectionOrigin} from '../../ipvs/connection.js';
import {
  connectionOriginsPath,
  connectionsPath,
  parseConnection,
  parseConnectionOrigin,
} from '../../ipvs/connection-line.js';
import type {Kernel} from '../kernel.js';
import {UnknownLine} from '../../ipvs/unknown-line.js';
import {linesOf} from './lines.js';

/** The connection table, a piece of the kernel's text at a time. Throws UnknownLine. */
export function readConnections(kernel: Kernel): Iterable<readonly Connection[]> {
  return readLines(kernel, connectionsPath, parseConnection);
}

/** The same with where each entry comes from, and without persistence data. */
export function readConnectionOrigins(kernel: Kernel): Iterable<readonly ConnectionOrigin[]> {
  return readLines(kernel, connectionOriginsPath, parseConnectionOrigin);
}

function* readLines<T>(kernel: Kernel, path: string, parse: (text: string) => T | undefined): Iterable<readonly T[]> {
  let line = 0;
  for (const lines of linesOf(kernel.readProc(path))) {
    const entries: T[] = [];
    for (const text of lines) {
      if (++line === 1) continue; // the header
      const entry = parse(text);
      if (!entry) throw new UnknownLine(path, line, text);
      entries.push(entry);
    }
    if (entries.length > 0) yield entries;
  }
}
