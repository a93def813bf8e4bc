import type {Address} from '../../../net/address.js';
import type {Burst} from './counting.js';
import type {Signal} from './state-machine.js';

/** A packet from a client, or several alike that follow each other. */
export interface Packet extends Burst {
  readonly protocol: number;
  readonly client: Address;
  readonly clientPort: number;
  readonly virtual: Address;
  readonly virtualPort: number;
  /** The firewall mark it carries; 0 for none. */
  readonly fwmark: number;
  readonly signal: Signal;
  /** What the persistence engine of the service finds in it, such as a SIP call-id. */
  readonly engineData?: string;
}
