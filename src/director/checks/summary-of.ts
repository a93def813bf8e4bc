import type {PoolStanding} from '../../checks/health/standing.js';
import type {ChecksSummary} from '../protocol/checks-summary.js';

/**
 * @param problems what is wrong with the table or with the checks themselves
 * @param besides keys of checks that nobody has configured
 */
export function summaryOf(
  pools: readonly PoolStanding[],
  problems: readonly string[],
  besides: ReadonlySet<string>,
): ChecksSummary {
  const checks = new Set<string>();
  const counts = {unknown: 0, up: 0, down: 0, holding: 0, starting: 0, disabled: 0, off: 0};
  let servers = 0;
  let poolsWithoutQuorum = 0;
  for (const {hasQuorum, members} of pools) {
    servers += members.length;
    if (!hasQuorum) poolsWithoutQuorum++;
    for (const member of members) {
      counts[member.state]++;
      for (const key of member.checks) if (!besides.has(key)) checks.add(key);
    }
  }
  const {down, unknown, disabled} = counts;
  return {
    pools: pools.length,
    poolsWithoutQuorum,
    servers,
    down,
    unknown,
    disabled,
    checks: checks.size,
    problems,
  };
}
