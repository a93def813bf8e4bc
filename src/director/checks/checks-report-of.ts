import {checkKey} from '../../checks/check-key.js';
import type {Check} from '../../checks/check.js';
import type {HealthModel} from '../../checks/health/health-model.js';
import type {MemberStanding, PoolStanding} from '../../checks/health/standing.js';
import type {Pool, PoolServer} from '../../config/pools/pool-configuration.js';
import {formatAddress} from '../../net/address.js';
import type {CheckedCheck, CheckedPool, CheckedServer, ChecksReport} from '../protocol/checks-report.js';
import {probeName} from '../../checks/probe/probe-name.js';
import {type Latencies, tenths} from './latencies.js';

export interface ReportedChecks {
  readonly pools: readonly Pool[];
  readonly health: Pick<HealthModel, 'pool' | 'check'>;
  readonly latencies: Latencies;
  /** What an operator did of a member; undefined: nothing. */
  operatorOf(pool: string, member: string): string | undefined;
  /** What is wrong, a line each. */
  readonly notes: readonly string[];
  readonly at: number;
}

/** How all servers are. @param onlyFailed without pools that have their quorum, and without servers of others that are up */
export function checksReportOf(known: ReportedChecks, onlyFailed: boolean): ChecksReport {
  const pools = known.pools.flatMap(pool => {
    const standing = known.health.pool(pool.name);
    return standing ? [poolOf(pool, standing, known)] : [];
  });
  return {
    schema: 'lvsctl.checks/1',
    source: 'director',
    at: Math.round(known.at),
    pools: onlyFailed ? pools.flatMap(failedOf) : pools,
    notes: known.notes,
  };
}

function failedOf(pool: CheckedPool): readonly CheckedPool[] {
  const servers = pool.servers.filter(({state}) => state === 'down');
  return servers.length > 0 || pool.quorum?.isThere === false ? [{...pool, servers}] : [];
}

function poolOf(pool: Pool, standing: PoolStanding, known: ReportedChecks): CheckedPool {
  const members = new Map(standing.members.map(member => [member.name, member]));
  return {
    name: pool.name,
    services: pool.services.map(({id}) => id),
    quorum: {
      isThere: standing.hasQuorum,
      since: Math.round(standing.since),
      count: standing.count,
      threshold: standing.threshold,
    },
    sorry: standing.sorry,
    servers: pool.servers.flatMap(server => {
      const member = members.get(server.name);
      return member ? [serverOf(pool.name, server, member, known)] : [];
    }),
  };
}

function serverOf(pool: string, server: PoolServer, member: MemberStanding, known: ReportedChecks): CheckedServer {
  const {state, since, cause, layer, place} = member;
  return {
    name: server.name,
    address: formatAddress(server.host),
    port: server.destinations[0]?.port ?? 0,
    state,
    since: Math.round(since),
    reason: cause,
    layer,
    weight: place.type === 'in' ? place.weight : place.type === 'quiesced' ? 0 : undefined,
    configuredWeight: server.weight,
    operator: known.operatorOf(pool, server.name),
    checks: [...server.checks, ...(server.agent ? [server.agent] : [])].flatMap(check => checkOf(check, known)),
  };
}

function checkOf(check: Check, {health, latencies}: ReportedChecks): readonly CheckedCheck[] {
  const key = checkKey(check);
  const standing = health.check(key);
  if (!standing) return [];
  const {state, since, lastWords, layer, latency, lastAt, nextAt, contrary, needed} = standing;
  return [
    {
      name: probeName(check.probe),
      state,
      since: Math.round(since),
      words: lastWords,
      layer,
      latency: latency === undefined ? undefined : tenths(latency),
      lastAt: lastAt === undefined ? undefined : Math.round(lastAt),
      nextAt: nextAt === undefined ? undefined : Math.round(nextAt),
      contrary,
      needed,
      latencies: latencies.of(key),
    },
  ];
}
