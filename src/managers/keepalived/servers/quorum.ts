import type {RealServer, VirtualServer} from '../../../config/keepalived/lvs/lvs-configuration.js';

/**
 * Whether a virtual server loses its quorum when keepalived takes the weight of some of its servers for 0, all checks
 * succeeding (update_quorum_state() of ipwrapper.c). False where it has none now.
 * @param weightOf what keepalived counts with
 */
export function losesQuorum(
  {quorum, hysteresis, realServers}: VirtualServer,
  without: (real: RealServer) => boolean,
  weightOf: (real: RealServer) => number,
): boolean {
  const threshold = quorum - hysteresis;
  const isMet = (servers: readonly RealServer[]) => {
    const weight = servers.reduce((sum, real) => sum + weightOf(real), 0);
    return weight > 0 && weight >= threshold;
  };
  return isMet(realServers) && !isMet(realServers.filter(real => !without(real)));
}
