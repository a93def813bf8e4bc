import type {Connection} from '../ipvs/connection.js';
import type {Endpoint} from '../net/endpoint.js';
import {protocols} from '../ipvs/protocol.js';
import {escapeControls} from '../ipvs/outside-text.js';
import type {Dialect} from './dialect.js';
import {endpointText} from './display-names.js';
import type {Display} from './names.js';

/** ipvsadm reads a line of the kernel's table into 255 bytes and drops what does not fit. */
const longestLine = 255;

export function connectionTitle(showsPersistence: boolean): string {
  const title = 'IPVS connection entries\npro expire state       source             virtual            destination';
  return showsPersistence ? `${title}        pe name          pe_data\n` : `${title}\n`;
}

/** `TCP 14:54  ESTABLISHED 172.16.1.2:40001   10.0.0.1:80        172.16.2.2:8080`. */
export function connectionLine(
  connection: Connection,
  showsPersistence: boolean,
  display: Display,
  dialect: Dialect = 'ipvsadm',
): string {
  const {protocol, expires, state, client, virtual, destination} = connection;
  const number = protocols.find(row => row.label === protocol)?.number ?? 0;
  const text = (endpoint: Endpoint) => endpointText(endpoint, number, display);
  const minutes = String(Math.trunc(expires / 60)).padStart(2, '0');
  const seconds = String(expires % 60).padStart(2, '0');
  const start = `${protocol.padEnd(3)} ${`${minutes}:${seconds}`.padEnd(6)} ${state.padEnd(11)} ${text(client).padEnd(18)} ${text(virtual).padEnd(18)} `;
  const data = showsPersistence ? shownData(connection, dialect) : '';
  if (data === '') return `${start}${text(destination)}\n`;
  return `${start}${text(destination).padEnd(16)} ${(connection.persistenceEngine ?? '').padEnd(18)} ${data}\n`;
}

/** All of it, safe to show; for ipvsadm what ipvsadm makes of it. */
function shownData(connection: Connection, dialect: Dialect): string {
  return dialect === 'ipvsadm' ? cutData(connection) : escapeControls(connection.persistenceData ?? '');
}

/** The data up to its first blank, and up to the end of ipvsadm's line buffer. */
function cutData({
  protocol,
  client,
  virtual,
  destination,
  expires,
  persistenceEngine,
  persistenceData: data,
}: Connection): string {
  if (persistenceEngine === undefined || data === undefined) return '';
  const width = ({address}: Endpoint) => (address.family === 'ipv4' ? 8 : 39);
  const before =
    Math.max(3, protocol.length) +
    width(client) +
    width(virtual) +
    width(destination) +
    3 * 4 +
    11 +
    Math.max(7, String(expires).length) +
    9 +
    persistenceEngine.length +
    1;
  return (data.slice(0, Math.max(0, longestLine - before)).split(/[ \t]/, 1)[0] as string) ?? '';
}
