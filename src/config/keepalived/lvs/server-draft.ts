import type {Endpoint} from '../../../net/endpoint.js';
import type {Family} from '../../../net/address.js';
import type {Section} from '../walk/section.js';
import type {CheckDescription, ForwardingMethod, SorryServer, VirtualServerSubject} from './lvs-configuration.js';

/** A real server as its block says it. */
export interface RealServerDraft {
  readonly section: Section;
  endpoint: Endpoint;
  method: ForwardingMethod | undefined;
  readonly checks: CheckDescription[];
}

/** A virtual server as its block says it, before what keepalived deduces when all is read. */
export interface VirtualServerDraft {
  readonly section: Section;
  readonly subject: VirtualServerSubject;
  family: Family | undefined;
  scheduler: string;
  flags: number;
  method: ForwardingMethod | undefined;
  netmask: number | undefined;
  /** Seconds; undefined for none. */
  persistenceTimeout: number | undefined;
  sorryServer: (Omit<SorryServer, 'forwarding' | 'tunnel'> & {method: ForwardingMethod | undefined}) | undefined;
  realServers: RealServerDraft[];
}
