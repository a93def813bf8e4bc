import type {Happening} from '../../checks/health/health-event.js';
import type {HealthModel} from '../../checks/health/health-model.js';
import type {PoolStanding} from '../../checks/health/standing.js';
import type {Pool} from '../../config/pools/pool-configuration.js';

/**
 * omega of keepalived 2.2.7 (clear_service_rs() of ipwrapper.c): who has clients is told to be down, then that the quorum
 * is lost. There quorum_down runs again where it was lost before; here it does not.
 */
export function endHappenings(
  pools: readonly Pool[],
  health: Pick<HealthModel, 'pool'>,
  at: number,
): readonly Happening[] {
  return pools.flatMap(({name, tellsAtEnd}) => {
    const standing = tellsAtEnd ? health.pool(name) : undefined;
    return standing ? happeningsOf(standing, at) : [];
  });
}

function happeningsOf({name: pool, members, hasQuorum}: PoolStanding, at: number): readonly Happening[] {
  const common = {at, pool, words: 'the director stops', layer: undefined, host: undefined};
  return [
    ...members.flatMap(({name: member, place}) =>
      place.type === 'in' ? {...common, member, type: 'down' as const} : [],
    ),
    ...(hasQuorum ? [{...common, member: undefined, type: 'quorum-down' as const}] : []),
  ];
}
