import type {PoolConfiguration} from '../config/pools/pool-configuration.js';
import {type Endpoint, formatEndpoint} from '../net/endpoint.js';
import type {RouterConfiguration} from '../vrrp/router/configuration.js';
import {isSameConfiguration} from './processes/send-configuration.js';
import {isSamePools} from './same-pools.js';

/** What a director is to do. Either may be empty. */
export interface DirectorConfiguration {
  readonly routers: RouterConfiguration;
  readonly pools: PoolConfiguration;
  /** Where it answers `/metrics`; absent: nowhere. */
  readonly metrics?: Endpoint | undefined;
}

/** Which parts of two configurations are different. */
export interface ConfigurationChange {
  readonly routers: boolean;
  readonly pools: boolean;
  readonly metrics: boolean;
}

/** NB: known of the last two, for it is asked several times and they may be long. */
export function configurationChange(before: DirectorConfiguration, after: DirectorConfiguration): ConfigurationChange {
  const last = known.get(before);
  if (last?.after === after) return last.change;
  const change = compared(before, after);
  known.set(before, {after, change});
  return change;
}

const known = new WeakMap<
  DirectorConfiguration,
  {readonly after: DirectorConfiguration; readonly change: ConfigurationChange}
>();

function compared(before: DirectorConfiguration, after: DirectorConfiguration): ConfigurationChange {
  return {
    routers: !isSameConfiguration(before.routers, after.routers),
    pools: !isSamePools(before.pools, after.pools),
    metrics: metricsWords(before) !== metricsWords(after),
  };
}

/** `127.0.0.1:9100`, `nowhere` */
export function metricsWords({metrics}: DirectorConfiguration): string {
  return metrics ? formatEndpoint(metrics) : 'nowhere';
}
