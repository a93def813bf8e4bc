import type {Connection} from '../../ipvs/connection.js';
import {connectionsPath, parseConnection} from '../../ipvs/connection-line.js';
import type {Kernel} from '../kernel.js';
import {UnknownLine} from '../../ipvs/unknown-line.js';
import {linesOf} from './lines.js';

/** The connection table, a piece of the kernel's text at a time. Throws UnknownLine. */
export function* readConnections(kernel: Kernel): Iterable<readonly Connection[]> {
  let line = 0;
  for (const lines of linesOf(kernel.readProc(connectionsPath))) {
    const connections: Connection[] = [];
    for (const text of lines) {
      if (++line === 1) continue; // the header
      const connection = parseConnection(text);
      if (!connection) throw new UnknownLine(connectionsPath, line, text);
      connections.push(connection);
    }
    if (connections.length > 0) yield connections;
  }
}
