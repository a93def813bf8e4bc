import type {PoolConfiguration} from '../../../src/config/pools/pool-configuration.js';

/** Without places, and with keys in one order: what has to be equal where two files say the same. */
export function plain(pools: PoolConfiguration): unknown {
  return JSON.parse(JSON.stringify(pools, (key, value: unknown) => (key === 'place' ? undefined : sorted(value))));
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
