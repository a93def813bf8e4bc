import {formatRouterDifference} from '../config/director/format-router-difference.js';
import {formatPoolDifference} from '../config/pools/format-pool-difference.js';
import {type DirectorConfiguration, metricsWords} from './director-configuration.js';
import {withoutSame} from './same-pools.js';

/** What a reload changes, a line each in plain words. */
export function configurationDifference(
  before: DirectorConfiguration,
  after: DirectorConfiguration,
): readonly string[] {
  const [was, is] = [metricsWords(before), metricsWords(after)];
  return [
    ...formatRouterDifference(before.routers, after.routers),
    ...formatPoolDifference(...withoutSame(before.pools, after.pools)),
    ...(was === is ? [] : [`metrics: ${was} → ${is}`]),
  ];
}
