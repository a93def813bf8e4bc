import type {Pool, PoolConfiguration} from '../config/pools/pool-configuration.js';

/** Whether two files want the same of the table; at which lines they say so is of no matter. */
export function isSamePools(one: PoolConfiguration, other: PoolConfiguration): boolean {
  return isSame(one, other);
}

/** Both without the real servers that are the same in both, pools with all that is in them: what is left to put into words. */
export function withoutSame(
  before: PoolConfiguration,
  after: PoolConfiguration,
): readonly [before: PoolConfiguration, after: PoolConfiguration] {
  const [was, is] = [byName(before.pools), byName(after.pools)];
  return [
    {...before, pools: before.pools.flatMap(pool => rest(pool, is.get(pool.name)))},
    {...after, pools: after.pools.flatMap(pool => rest(pool, was.get(pool.name)))},
  ];
}

function rest(pool: Pool, other: Pool | undefined): readonly Pool[] {
  if (!other) return [pool];
  const known = byName(other.servers);
  const servers = pool.servers.filter(server => !isSame(server, known.get(server.name)));
  const isWhole = servers.length === 0 && isSame({...pool, servers}, {...other, servers});
  return isWhole && pool.servers.length === other.servers.length ? [] : [{...pool, servers}];
}

function byName<T extends {readonly name: string}>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map(one => [one.name, one]));
}

/** NB: compared member by member, for texts of ten thousand servers would have to be made first. Undefined is as absent. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isCompound(one) || !isCompound(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  for (const key in one) if (key !== 'place' && !isSame(one[key], other[key])) return false;
  for (const key in other) if (key !== 'place' && other[key] !== undefined && !(key in one)) return false;
  return true;
}

function isCompound(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
