import type {
  CheckedPool,
  CheckedServer,
  CheckHistoryEntry,
  ChecksReport,
} from '../../../director/protocol/checks-report.js';
import type {DumpedService} from './check-dump.js';
import {namesOfService, poolNameOfService} from './report-of-dump.js';

/** A report with what was told after it. @param changes the oldest first, with services as keepalived names them */
export function withChanges(
  report: ChecksReport,
  services: readonly DumpedService[],
  changes: readonly CheckHistoryEntry[],
): ChecksReport {
  const at = changes.at(-1)?.at;
  if (at === undefined) return report;
  const last = new Map(changes.map(one => [`${one.pool} ${one.server}`, one]));
  const names = new Map(services.map(service => [poolNameOfService(service), namesOfService(service)]));
  const pools = report.pools.map((pool): CheckedPool => {
    const changeOf = (server: string | undefined) =>
      (names.get(pool.name) ?? []).map(name => last.get(`${name} ${server}`)).find(one => one !== undefined);
    const servers = pool.servers.map(server => changed(server, changeOf(server.name)));
    const quorum = changeOf(undefined);
    if (!quorum || !pool.quorum) return {...pool, servers};
    return {...pool, quorum: {...pool.quorum, isThere: quorum.type === 'quorum-up', since: quorum.at}, servers};
  });
  return {...report, at, pools};
}

/** NB: one that comes back has its configured weight, as far as is known. */
function changed(server: CheckedServer, change: CheckHistoryEntry | undefined): CheckedServer {
  if (!change) return server;
  const isUp = change.type === 'up';
  const whenDown = server.weight === undefined ? undefined : 0;
  const weight = isUp ? server.configuredWeight : whenDown;
  return {...server, state: isUp ? 'up' : 'down', since: change.at, reason: change.words, layer: undefined, weight};
}
