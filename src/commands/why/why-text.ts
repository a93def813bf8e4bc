import {forwardingName} from '../../ipvs/forwarding.js';
import {isOnePacket, isPersistent} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import type {DrainState} from '../../maintenance/drain/drain-states.js';
import {ownerCell} from '../../maintenance/owner-cell.js';
import {outcomeWords} from '../journal-outcome.js';
import {type Column, formatColumns} from '../output/columns.js';
import {fold} from '../output/fold.js';
import type {NameBook} from '../../settings/name-book.js';
import {clockWords} from './clock-words.js';
import type {ExplainedHolder} from './explain-holder.js';
import {placesOfReal} from './explain-real.js';
import type {ExplainedServer, ExplainedService, Explanation} from './explanation.js';
import {connectionsOf, shareOf} from './share.js';
import type {WhyFacts} from './why-facts.js';
import {addressWithName, endpointWithName, serviceWithName} from './with-name.js';

/** The page: the answer, the evidence, the next commands, what could not be read. @param columns of the terminal; prose is folded, commands are not */
export function whyText(
  facts: WhyFacts,
  explained: Explanation & {readonly holders: readonly ExplainedHolder[]},
  columns?: number,
): string {
  const {answer, services, holders, next} = explained;
  const {names} = facts;
  const prose = (title: string, lines: readonly string[]) =>
    section(
      title,
      lines.map(line => fold(`  ${line}`, columns, 4).slice(2)),
    );
  const parts = [
    [fold(answer, columns, 0)],
    ...services.map(service => serviceLines(service, facts)),
    prose('Connections', connectionLines(facts)),
    prose(
      'Checks',
      services.flatMap(service => checkLines(service, services.length > 1, facts)),
    ),
    prose('Drains', drainLines(services, facts)),
    prose(
      'Addresses',
      holders.map(({facts: {address}, words}) => `${addressWithName(address, names)}: ${words}`),
    ),
    section('Last changes', changeLines(facts)),
    section('Next', alignedLines(next.map(({line, why}) => [line, `# ${why}`]))),
    prose(
      'Not told',
      facts.untold.map(({source, words}) => `${source}: ${words}`),
    ),
  ];
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(line => `  ${line}`)];
}

/** What it is, then its servers; of a real server, only itself. */
function serviceLines(service: ExplainedService, {subject, names}: WhyFacts): readonly string[] {
  const {facts} = service;
  const servers = subject.type === 'real' ? placesOfReal(subject, [service]) : service.servers;
  const table = servers.length === 0 ? [] : formatColumns(columnsOf(service, names), servers).trimEnd().split('\n');
  return section(`${serviceWithName(facts.id, names)}: ${kindWords(service)}`, table);
}

function kindWords({facts: {service, servers, pool, isRead}}: ExplainedService): string {
  if (!isRead) return 'the table could not be read';
  if (!service) return 'not in the table';
  const ways = [
    ...new Set(servers.flatMap(({destination}) => (destination ? [forwardingName(destination.forwarding)] : []))),
  ];
  const quorum = pool?.quorum;
  return [
    service.scheduler,
    ...(isPersistent(service) ? [`persistent for ${service.timeout} s`] : []),
    ...(isOnePacket(service) ? ['one packet a connection'] : []),
    ...ways,
    ...(quorum ? [`quorum ${quorum.isThere ? 'there' : 'LOST'} (${quorum.count} of ${quorum.threshold})`] : []),
  ].join(', ');
}

function columnsOf(service: ExplainedService, names: NameBook): readonly Column<ExplainedServer>[] {
  return [
    {title: 'SERVER', align: 'left', cell: ({facts: {id}}) => endpointWithName(id, names)},
    {
      title: 'WEIGHT',
      align: 'right',
      cell: ({facts: {destination}}) => (destination ? String(destination.weight) : '-'),
    },
    {
      title: 'CONNECTIONS',
      align: 'right',
      cell: ({facts: {destination}}) => (destination ? String(connectionsOf(destination)) : '-'),
    },
    {title: 'SHARE', align: 'right', cell: ({facts}) => shareWords(shareOf(facts, service.facts))},
    {
      title: 'OWNER',
      align: 'left',
      cell: ({facts: {ownership, destination}}) => ownerCell(ownership, destination?.weight ?? 0),
    },
    {title: 'STANDING', align: 'left', cell: ({standing}) => standing.words},
  ];
}

function shareWords(share: number | undefined): string {
  return share === undefined ? '-' : `${Math.round(share * 100)} %`;
}

function connectionLines({connections}: WhyFacts): readonly string[] {
  if (!connections) return [];
  const counts = connections.states.map(([state, count]) => `${state} ${count}`);
  return [counts.length > 0 ? counts.join(', ') : 'none'];
}

/** The last verdict of each check, of those servers that the page is about and that are not simply up. */
function checkLines(
  {servers, facts}: ExplainedService,
  isOneOfSeveral: boolean,
  {subject, now, names}: WhyFacts,
): readonly string[] {
  const of = isOneOfSeveral ? `${formatServiceId(facts.id)} ` : '';
  const shown =
    subject.type === 'real' ? placesOfReal(subject, [{servers, facts, words: '', isProblem: false}]) : servers;
  return shown.flatMap(({facts: {id, checked}}) =>
    (checked?.checks ?? [])
      .filter(({state}) => subject.type === 'real' || state === 'down')
      .map(({name, state, layer, words, lastAt}) => {
        const when = lastAt === undefined ? '' : ` at ${clockWords(lastAt, now)}`;
        return `${of}${endpointWithName(id, names)} ${name}: ${state}${when}${layer === undefined ? '' : ` (${layer})`}${words === '' ? '' : `: ${words}`}`;
      }),
  );
}

/** Of the servers that the page is about. */
function drainLines(services: readonly ExplainedService[], {subject, now}: WhyFacts): readonly string[] {
  const servers = subject.type === 'real' ? placesOfReal(subject, services) : services.flatMap(one => one.servers);
  const drains = servers.flatMap(({facts}) => facts.drains);
  const states = new Map<string, DrainState>(drains.map(drain => [drainKey(drain.record), drain]));
  return [...states.values()].map(({record, state, isOverdue, left: {active, inactive, persistent}}) => {
    const {expires, user, since, reason} = record;
    const end = expires === undefined ? 'until undrain' : `until ${clockWords(expires, now)}`;
    return `${drainKey(record)}: ${isOverdue ? 'OVERDUE, ' : ''}${state}, ${active + inactive + persistent} left; by ${user} since ${clockWords(since, now)}, ${end}${reason === undefined ? '' : `: ${reason}`}`;
  });
}

function changeLines({changes, now}: WhyFacts): readonly string[] {
  return alignedLines(
    changes.map(record => [
      `${record.entry.id}`,
      clockWords(record.entry.at, now),
      record.entry.user,
      record.entry.command,
      `(${outcomeWords(record)})`,
    ]),
  );
}

/** Cells in columns, two blanks between. */
function alignedLines(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (i: number) => Math.min(70, Math.max(...rows.map(row => (row[i] ?? '').length)));
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(width(i)))
      .join('  ')
      .trimEnd(),
  );
}
