import type {PoolConfiguration} from '../config/pools/pool-configuration.js';
import type {RouterConfiguration} from '../vrrp/router/configuration.js';
import {isSameConfiguration} from './processes/send-configuration.js';

/** What a director is to do. Either may be empty. */
export interface DirectorConfiguration {
  readonly routers: RouterConfiguration;
  readonly pools: PoolConfiguration;
}

/** Which parts of two configurations are different. */
export interface ConfigurationChange {
  readonly routers: boolean;
  readonly pools: boolean;
}

export function configurationChange(before: DirectorConfiguration, after: DirectorConfiguration): ConfigurationChange {
  return {
    routers: !isSameConfiguration(before.routers, after.routers),
    pools: JSON.stringify(before.pools) !== JSON.stringify(after.pools),
  };
}
