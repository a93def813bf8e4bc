import type {Director} from '../director.js';
import type {ConnectionEntry} from '../traffic/connection.js';
import {stateName} from '../traffic/state-machine.js';
import {hex, hexAddress} from './hex.js';
import {protocolWord} from './services-text.js';

/** The first records of /proc/net/ip_vs_conn and ip_vs_conn_sync, and all of ip_vs_app while no helper is loaded. */
export const connectionsHeader = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';
export const syncedConnectionsHeader = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires\n';
export const applicationsText = 'prot port    usecnt name\n';

/** ip_vs_conn_seq_show(). */
export function* connectionRecords({connections, now}: Director, skip: number): Iterable<string> {
  for (const connection of connections.inOrder(skip)) {
    yield `${beginning(connection)} ${seconds(connection, now)}${engineWords(connection)}\n`;
  }
}

/** ip_vs_conn_sync_seq_show(). Nothing here came from another director. */
export function* syncedConnectionRecords({connections, now}: Director, skip: number): Iterable<string> {
  for (const connection of connections.inOrder(skip))
    yield `${beginning(connection)} LOCAL  ${seconds(connection, now)}\n`;
}

function beginning(connection: ConnectionEntry): string {
  const {protocol, client, clientPort, virtual, virtualPort, destination, destinationPort} = connection;
  const endpoints = `${hexAddress(client)} ${hex(clientPort, 4)} ${hexAddress(virtual)} ${hex(virtualPort, 4)}`;
  return `${protocolWord(protocol).padEnd(3)} ${endpoints} ${hexAddress(destination.address)} ${hex(destinationPort, 4)} ${stateName(connection).padEnd(11)}`;
}

function seconds({expiresAt}: ConnectionEntry, now: number): string {
  return String(Math.max(0, Math.floor((expiresAt - now) / 1000))).padStart(7);
}

function engineWords({engineData}: ConnectionEntry): string {
  return engineData === undefined ? '' : ` sip ${engineData}`;
}
