import type {CheckedCheck, CheckedPool, ChecksReport} from '../../director/protocol/checks-report.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {type NameBook, noNames} from '../../settings/name-book.js';
import {type CheckedPlace, placesOf} from '../../managers/checked-places.js';
import {span} from '../../vrrp/findings/words.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {type Column, formatColumns} from '../output/columns.js';

/** A report as a table, a row for each server of each service; below it what is to be known. @param isDetailed with each check */
export function formatChecks(
  report: ChecksReport,
  now: Milliseconds,
  isDetailed: boolean,
  names: NameBook = noNames,
): string {
  const places = placesOf(report);
  const lines = [
    ...(isDetailed ? places.filter(({server}) => server.checks.length > 0).map(place => checkLines(place, now)) : []),
    ...report.pools.flatMap(quorumLine),
    `By ${report.source}, ${span(Math.max(0, now - report.at))} ago.`,
    ...report.notes,
  ];
  const table = places.length === 0 ? 'No server.\n' : formatColumns(columnsAt(now, names), places);
  return `${table}${lines.map(line => `${escapeLines(line)}\n`).join('')}`;
}

function columnsAt(now: Milliseconds, names: NameBook): readonly Column<CheckedPlace>[] {
  return [
    {title: 'SERVICE', align: 'left', cell: ({pool}) => shownPool(pool, names)},
    {title: 'SERVER', align: 'left', cell: ({server}) => names.text(server.name)},
    {title: 'STATE', align: 'left', cell: ({server}) => server.state},
    {
      title: 'SINCE',
      align: 'left',
      cell: ({server: {since}}) => (since === undefined ? '-' : `${span(now - since)} ago`),
    },
    {title: 'LAYER', align: 'left', cell: ({server}) => server.layer ?? '-'},
    {title: 'LATENCY', align: 'right', cell: ({server}) => latencyText(worstLatency(server.checks))},
    {title: 'WEIGHT', align: 'right', cell: weightCell},
    {title: 'WHY', align: 'left', cell: ({server}) => shortened(server.reason)},
    {title: 'OPERATOR', align: 'left', cell: ({server}) => server.operator ?? '-'},
  ];
}

/** Its own name, where it has one; that of its service, where it has one only. */
function shownPool({name, services}: CheckedPool, names: NameBook): string {
  const [id, ...more] = services;
  return (id && more.length === 0 && names.serviceName(formatServiceId(id))) || name;
}

/** `3 of 5` where it is another than configured; `-` where it is not in the table. */
function weightCell({server: {weight, configuredWeight}}: CheckedPlace): string {
  if (weight === undefined) return '-';
  return configuredWeight === undefined || weight === configuredWeight
    ? String(weight)
    : `${weight} of ${configuredWeight}`;
}

/** The slowest of its checks. */
export function worstLatency(checks: readonly CheckedCheck[]): number | undefined {
  const known = checks.flatMap(({latency}) => latency ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

export function latencyText(latency: number | undefined): string {
  if (latency === undefined) return '-';
  return latency < 100 ? `${latency.toFixed(1)} ms` : span(latency);
}

const mostReason = 120;

function shortened(text: string): string {
  return text.length > mostReason ? `${text.slice(0, mostReason - 1)}…` : text;
}

function checkLines({pool, server}: CheckedPlace, now: Milliseconds): string {
  const lines = server.checks.map(({name, state, words, latency, lastAt, contrary, needed}) => {
    const last = lastAt === undefined ? '' : `, ${span(now - lastAt)} ago`;
    const count = contrary > 0 ? `, ${contrary} of ${needed} the other way` : '';
    const time = latency === undefined ? '' : `, ${latencyText(latency)}`;
    return `  ${name}: ${state}${words === '' ? '' : `: ${words}`}${time}${last}${count}`;
  });
  return [`${pool.name} ${server.name}`, ...lines].join('\n');
}

function quorumLine({name, quorum, sorry}: CheckedPool): string[] {
  const clients = sorry === 'serving' ? 'the sorry server has the clients' : 'nobody has the clients';
  if (quorum?.isThere === false)
    return [`${name} has lost its quorum (${quorum.count} of ${quorum.threshold}): ${clients}.`];
  return sorry === 'serving' ? [`${name}: the fallback has the clients.`] : [];
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeControls).join('\n');
}
