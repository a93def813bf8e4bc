import {formatAddress} from '../../net/address.js';
import type {RouterSettings} from '../../vrrp/router/configuration.js';
import {poolFacts} from '../../config/pools/pool-facts.js';
import {compare} from '../../config/director/facts.js';
import type {LintRule} from '../lint-rule.js';
import {lineAt} from '../line-at.js';
import type {PairOf} from '../pair-of.js';
import type {DirectorSubject} from './director-subject.js';

type Rule = LintRule<PairOf<DirectorSubject>>;

const different =
  'the routers discard what they hear from one another, or do not hear it: both become master and have the addresses';

/** Differences between the YAML of two directors that ought not to be. */
export const directorPairRules: readonly Rule[] = [
  {
    code: 'pair-router-missing',
    severity: 'error',
    title: 'a router that one director has alone',
    consequence: 'nobody takes over its addresses when that director dies',
    correction: 'the router in both files, with the same name and id',
    *check({one, other}) {
      for (const [subject, peer] of [
        [one, other],
        [other, one],
      ] as const) {
        const known = new Set(peer.reading.configuration.routers.map(({name}) => name));
        for (const {name} of subject.reading.configuration.routers)
          if (!known.has(name)) yield {place: subject.placeOf(name), message: `${name} is not in ${peer.file}`};
      }
    },
  },
  sameRule('pair-virtual-router-id', 'id', 'another id than the peer has', ({virtualRouter}) => String(virtualRouter)),
  sameRule('pair-version', 'version', 'another version of VRRP than the peer has', ({rules}) => String(rules.version)),
  sameRule('pair-advert-int', 'interval', 'another interval than the peer has', ({rules}) => `${rules.interval} ms`),
  sameRule('pair-addresses', 'addresses', 'other addresses than the peer has', ({addresses}) =>
    addresses
      .map(({address, prefixLength}) => `${formatAddress(address)}/${prefixLength}`)
      .sort()
      .join(', '),
  ),
  {
    code: 'equal-priorities',
    severity: 'warning',
    title: 'the same priority on both directors',
    consequence: 'the higher address of the interface decides who is master, which nobody sees in the files',
    correction: 'different priorities, such as 100 and 90',
    *check(pair) {
      for (const {mine, theirs} of matched(pair))
        if (mine.priority === theirs.priority)
          yield {
            place: pair.other.placeOf(theirs.name, 'priority'),
            message: `${theirs.name} has priority ${theirs.priority} on both`,
          };
    },
  },
  {
    code: 'pair-service',
    severity: 'error',
    title: 'a service that one director has alone, or otherwise',
    consequence: 'after a takeover the service is not there, or behaves differently',
    correction: 'the same services in both files',
    *check({one, other}) {
      const known = new Map(one.reading.pools.pools.map(pool => [pool.name, pool]));
      for (const pool of other.reading.pools.pools) {
        const before = known.get(pool.name);
        known.delete(pool.name);
        if (!before) {
          yield {place: pool.place, message: `${pool.name} is not in ${one.file}`};
          continue;
        }
        const said = compare(pool.name, before, pool, poolFacts)[0];
        if (said !== undefined) yield {place: pool.place, message: said, severity: 'warning'};
        const servers = new Set(before.servers.map(({name}) => name));
        for (const server of pool.servers)
          if (!servers.delete(server.name))
            yield {place: server.place, message: `${server.name} of ${pool.name} is not in ${one.file}`};
        for (const name of servers)
          yield {
            place: pool.place,
            message: `${name} of ${pool.name}, ${lineAt(before.place, pool.place)}, is not in ${other.file}`,
          };
      }
      for (const pool of known.values()) yield {place: pool.place, message: `${pool.name} is not in ${other.file}`};
    },
  },
];

function sameRule(code: string, key: string, title: string, of: (router: RouterSettings) => string): Rule {
  return {
    code,
    severity: 'error',
    title,
    consequence: different,
    correction: `the same ${key} on both`,
    *check(pair) {
      for (const {mine, theirs} of matched(pair))
        if (of(mine) !== of(theirs))
          yield {
            place: pair.other.placeOf(theirs.name, key),
            message: `${theirs.name}: ${key} ${of(theirs)}, and ${of(mine)} in ${pair.one.file}`,
          };
    },
  };
}

function* matched({one, other}: PairOf<DirectorSubject>): Iterable<{mine: RouterSettings; theirs: RouterSettings}> {
  const known = new Map(one.reading.configuration.routers.map(router => [router.name, router]));
  for (const theirs of other.reading.configuration.routers) {
    const mine = known.get(theirs.name);
    if (mine) yield {mine, theirs};
  }
}
