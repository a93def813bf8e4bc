import type {Endpoint} from '../net/endpoint.js';

/** One entry of the connection table, as /proc/net/ip_vs_conn shows it. */
export interface Connection {
  /** The kernel's word: TCP, UDP, SCTP, IP, ICMP, ICMPv6 or IP_<number>. */
  readonly protocol: string;
  /** Port 0 marks a persistence template. */
  readonly client: Endpoint;
  readonly virtual: Endpoint;
  readonly destination: Endpoint;
  /** The kernel's word, such as ESTABLISHED; NONE or ASSURED for a template. */
  readonly state: string;
  /** Seconds until the entry expires if nothing more arrives. */
  readonly expires: number;
  readonly persistenceEngine: string | undefined;
  /** As the kernel prints it; may hold blanks. Text from outside: escape it before showing it. */
  readonly persistenceData: string | undefined;
}

/** An entry of the connection table, as /proc/net/ip_vs_conn_sync shows it. */
export interface ConnectionOrigin extends Omit<Connection, 'persistenceEngine' | 'persistenceData'> {
  /** `synced`: the backup daemon received it from another director (IP_VS_CONN_F_SYNC). */
  readonly origin: 'local' | 'synced';
}

/** A template pins a client to a destination; it is no connection itself. */
export function isTemplate(connection: Pick<Connection, 'client' | 'state'>): boolean {
  return connection.client.port === 0 && (connection.state === 'NONE' || connection.state === 'ASSURED');
}
