import type {CheckHistoryEntry, CheckRun, ChecksReport} from '../../director/protocol/checks-report.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {Document} from '../output/structured.js';

/** A report as docs/json.md describes it: what the director's method `checks` answers, with services named as lvsctl names them. */
export function checksDocument(report: ChecksReport): Document {
  const {schema, source, at, pools, notes} = report;
  return {
    schema,
    source,
    at,
    pools: pools.map(pool => ({...pool, serviceNames: pool.services.map(formatServiceId)})),
    notes,
  };
}

export function historyDocument(
  source: string,
  entries: readonly CheckHistoryEntry[],
  notes: readonly string[],
): Document {
  return {schema: 'lvsctl.checks-history/1', source, entries, notes};
}

/** @param source `director`, or the file that the checks are from */
export function runsDocument(source: string, runs: readonly CheckRun[]): Document {
  return {schema: 'lvsctl.checks-run/1', source, runs};
}
