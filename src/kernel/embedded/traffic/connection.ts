import {type Address, addressKey, type Family} from '../../../net/address.js';
import type {DestinationEntry} from '../table/entries.js';
import type {Script} from './workload.js';

/** struct ip_vs_conn, as far as it can be seen: a connection, or a template that pins a client to a server. */
export interface ConnectionEntry {
  readonly family: Family;
  readonly protocol: number;
  readonly client: Address;
  readonly clientPort: number;
  readonly virtual: Address;
  /** 0xffff marks a template that may not be used any more. */
  virtualPort: number;
  readonly destination: DestinationEntry;
  destinationPort: number;
  /** IP_VS_CONN_F_TEMPLATE. */
  readonly isTemplate: boolean;
  /** IP_VS_CONN_F_INACTIVE. */
  isInactive: boolean;
  /** IP_VS_CONN_F_NOOUTPUT: replies have not been seen, as with direct routing and tunnels. */
  hasNoOutput: boolean;
  /** The number of a state of its protocol; of a template, 1 once it is assured. */
  state: number;
  /** Milliseconds from the last packet to the end. */
  timeout: number;
  expiresAt: number;
  /** The template it came by. */
  control: ConnectionEntry | undefined;
  /** How many connections came by this template. */
  controlled: number;
  /** What a persistence engine found in the packet. */
  readonly engineData: string | undefined;
  /** What the workload will still send; undefined for what comes from elsewhere. */
  script: Script | undefined;
  /** Order of creation. */
  serial: number;
  /** keyOf() when it came into the table: what packets find it by. */
  key: string;
  /** When its timer is looked at next: not later than it expires. */
  timerAt: number;
}

/** By what packets find their connection, ip_vs_conn_in_get(). */
export function connectionKey(
  protocol: number,
  client: Address,
  clientPort: number,
  virtual: Address,
  virtualPort: number,
): string {
  return `${protocol} ${addressKey(client)} ${clientPort} ${addressKey(virtual)} ${virtualPort}`;
}

/** By what new connections find their template, ip_vs_ct_in_get(): an engine's data stands for the client. */
export function templateKey(
  protocol: number,
  client: Address,
  virtual: Address,
  virtualPort: number,
  engineData: string | undefined,
): string {
  const who = engineData === undefined ? addressKey(client) : JSON.stringify(engineData);
  return `template ${protocol} ${who} ${addressKey(virtual)} ${virtualPort}`;
}

export function keyOf(connection: ConnectionEntry): string {
  const {protocol, client, clientPort, virtual, virtualPort, engineData, isTemplate} = connection;
  if (isTemplate) return templateKey(protocol, client, virtual, virtualPort, engineData);
  return connectionKey(protocol, client, clientPort, virtual, virtualPort);
}
