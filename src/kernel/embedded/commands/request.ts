import type {Address} from '../../../net/address.js';
import type {commandAttributes} from '../../ipvs/attributes.js';
import type {Interface} from '../interfaces.js';
import type {Spans} from '../wire/policy.js';

/** The attributes of a command as they stand in the datagram. */
export interface Request {
  readonly buffer: Buffer;
  readonly attributes: Spans<typeof commandAttributes>;
}

/** What the machine around the table can do. */
export interface Surroundings {
  /** Whether the kernel was built with IPv6. */
  readonly hasIpv6: boolean;
  /** The network interface of a name; undefined where there is none. */
  readonly interfaceNamed: (name: string) => Interface | undefined;
  /** Whether an address is one of this machine's own: it may be a destination although it is not unicast. */
  readonly isLocalAddress: (address: Address) => boolean;
}
