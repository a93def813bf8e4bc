import type {CheckedPool, ChecksReport} from '../../director/protocol/checks-report.js';
import {parseServicePattern} from '../../ipvs/service-text.js';
import {isFailed, isPoolNamed, isServerNamed, placesOf} from '../../managers/checked-places.js';
import {Usage} from '../command.js';

/** What was asked for of a report. @param names of services and real servers; none: all @throws Usage where one of them is nobody's */
export function chosenReport(report: ChecksReport, names: readonly string[], onlyFailed: boolean): ChecksReport {
  const wanted = names.map(text => ({text, pattern: parseServicePattern(text)}));
  for (const {text} of wanted) {
    if (!isKnownTo(report, text)) throw new Usage(`nobody checks '${text}'. There are: ${knownNames(report)}`);
  }
  const poolsOf = (pool: CheckedPool): readonly CheckedPool[] => {
    const isWhole = names.length === 0 || wanted.some(({text, pattern}) => isPoolNamed(pool, text, pattern));
    const servers = pool.servers.filter(
      server => (isWhole || wanted.some(({text}) => isServerNamed(server, text))) && (!onlyFailed || isFailed(server)),
    );
    const isShown = servers.length > 0 || (isWhole && (!onlyFailed || pool.quorum?.isThere === false));
    return isShown ? [{...pool, servers}] : [];
  };
  return {...report, pools: report.pools.flatMap(poolsOf)};
}

/** Whether it is the name of something in the report. */
export function isKnownTo(report: ChecksReport, text: string): boolean {
  const pattern = parseServicePattern(text);
  return (
    report.pools.some(pool => isPoolNamed(pool, text, pattern)) ||
    placesOf(report).some(({server}) => isServerNamed(server, text))
  );
}

/** 1 where a server is down, or a quorum is lost. */
export function statusOf(report: ChecksReport): number {
  const isBad = placesOf(report).some(({server}) => isFailed(server));
  return isBad || report.pools.some(({quorum}) => quorum?.isThere === false) ? 1 : 0;
}

const mostNames = 12;

function knownNames({pools}: ChecksReport): string {
  const names = pools.map(({name}) => name);
  const more = names.length > mostNames ? `, and ${names.length - mostNames} more` : '';
  return `${names.slice(0, mostNames).join(', ') || 'none'}${more}`;
}
