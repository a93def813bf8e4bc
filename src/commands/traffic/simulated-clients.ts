import type {Address} from '../../net/address.js';

/** Clients that an embedded kernel plays. */
export interface SimulatedClients {
  readonly protocol: number;
  readonly address: Address;
  readonly port: number;
  /** 0: none come any more. */
  readonly ratePerSecond: number;
}
