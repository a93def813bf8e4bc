import {escapeControls} from '../../ipvs/outside-text.js';
import {compare, type Facts, introduce} from '../director/facts.js';
import type {Pool, PoolConfiguration} from './pool-configuration.js';
import {noticeFacts, poolFacts, serverFacts, tableFacts} from './pool-facts.js';

/**
 * What a reload changes, a line each in plain words: `service TCP 10.0.0.1:80: scheduler wlc → rr`, `server 10.0.0.11:80
 * of TCP 10.0.0.1:80: weight 1 → 2`, `+ service …`, `- server …`. Passwords are not shown. None where nothing but places
 * in files is different.
 */
export function formatPoolDifference(before: PoolConfiguration, after: PoolConfiguration): readonly string[] {
  return [
    ...named(before.pools, after.pools, ({name}) => `service ${name}`, poolFacts, differenceOfServers),
    ...compare('notices', before.notices, after.notices, noticeFacts),
    ...compare('table', before, after, tableFacts),
  ].map(escapeControls);
}

function differenceOfServers(before: Pool | undefined, after: Pool): readonly string[] {
  const {name: pool} = after;
  return named(
    before?.servers ?? [],
    after.servers,
    ({name}) => `server ${name} of ${pool}`,
    serverFacts,
    () => [],
  );
}

function named<T extends {readonly name: string}>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
  facts: Facts<T>,
  within: (before: T | undefined, after: T) => readonly string[],
): readonly string[] {
  const was = new Map(before.map(each => [each.name, each]));
  const is = new Set(after.map(({name}) => name));
  return [
    ...before.filter(({name}) => !is.has(name)).map(each => `- ${nameOf(each)}`),
    ...after.flatMap(each => {
      const old = was.get(each.name);
      const own = old ? compare(nameOf(each), old, each, facts) : introduce(nameOf(each), each, facts);
      return [...own, ...within(old, each)];
    }),
  ];
}
