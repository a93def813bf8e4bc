import type {Address} from '../../net/address.js';
import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import type {Table} from '../../ipvs/table.js';
import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {NetworkState} from '../../vrrp/ports.js';
import type {Route} from '../facts.js';

/** What has to pass the firewall, as far as it is known. */
export interface DirectorNeeds {
  readonly network: NetworkState;
  readonly routes: readonly Route[];
  readonly routers: readonly WantedInstance[];
  /** Who was heard, by the name of the router; with multicast nobody is configured. */
  readonly heard: ReadonlyMap<string, readonly Address[]>;
  readonly table: Table;
  readonly daemons: readonly DaemonConfiguration[];
  /** net.ipv4.vs.conntrack: IPVS tells connection tracking of its connections. */
  readonly isConntracked: boolean;
}

/** Looked at of each kind; where there are more, the others are alike. */
export const mostOfAKind = 64;
