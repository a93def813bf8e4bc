import {type Address, addressKey} from '../net/address.js';
import type {Tunnel} from './forwarding.js';
import type {Statistics} from './statistics.js';

/** What makes a destination the one it is within its service. */
export interface DestinationId {
  readonly address: Address;
  readonly port: number;
}

/** The part of a destination that /proc/net/ip_vs tells. */
export interface DestinationSummary extends DestinationId {
  /** A number of forwarding.ts. */
  readonly forwarding: number;
  /** 0..2147483647; 0 is quiesced. */
  readonly weight: number;
  readonly activeConnections: number;
  readonly inactiveConnections: number;
}

/** What an administrator sets of a destination. */
export interface DestinationConfiguration extends DestinationId {
  readonly forwarding: number;
  readonly weight: number;
  /** Connections at which the server is overloaded; 0 for no limit. */
  readonly upperThreshold: number;
  /** Connections below which an overloaded server is used again; 0 lets the kernel choose ¾ of the upper one. */
  readonly lowerThreshold: number;
  readonly tunnel: Tunnel;
}

/** A destination (real server of one service) as the kernel reports it. */
export interface Destination extends DestinationConfiguration, DestinationSummary {
  readonly persistentConnections: number;
  readonly statistics: Statistics;
}

/** A short text, equal for the same destination of one service only; the key of maps, not for people. */
export function destinationKey({address, port}: DestinationId): string {
  return `${addressKey(address)}/${port}`;
}
