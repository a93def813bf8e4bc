import type {PoolSettings} from '../../checks/health/settings.js';
import type {Pool} from '../../config/pools/pool-configuration.js';

/** A pool as health sees it: an agent is a check that decides by what it says. */
export function poolSettings({name, quorum, hysteresis, quorumCounts, sorry, servers}: Pool): PoolSettings {
  return {
    name,
    quorum,
    hysteresis,
    quorumCounts,
    sorry: sorry && {inhibits: sorry.inhibits},
    members: servers.map(server => ({
      name: server.name,
      host: server.host,
      weight: server.weight,
      checks: server.agent ? [...server.checks, server.agent] : server.checks,
      isOff: server.isOff,
      whenDown: server.whenDown,
      holdDown: server.holdDown,
      slowStart: server.slowStart,
      dependsOn: server.dependsOn,
    })),
  };
}
