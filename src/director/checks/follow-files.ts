import type {Check} from '../../checks/check.js';
import type {PoolConfiguration, PoolServer} from '../../config/pools/pool-configuration.js';

/**
 * Tracked files tell when they change: the runner tries such a check without a pause, and each try ends with the next
 * change (keepalived polls no files either). One that is to say the same several times in a row is tried at its interval.
 */
export function followFiles(configuration: PoolConfiguration): PoolConfiguration {
  const pools = configuration.pools.map(pool =>
    pool.servers.some(hasFile) ? {...pool, servers: pool.servers.map(followed)} : pool,
  );
  return {...configuration, pools};
}

function hasFile({checks}: PoolServer): boolean {
  return checks.some(isFollowed);
}

function followed(server: PoolServer): PoolServer {
  if (!hasFile(server)) return server;
  const checks = server.checks.map(check =>
    isFollowed(check) ? {...check, schedule: {...check.schedule, interval: 0, retryDelay: 0}} : check,
  );
  return {...server, checks};
}

function isFollowed({probe, schedule: {fall, rise}}: Check): boolean {
  return probe.type === 'file' && fall === 1 && rise === 1;
}
