import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {flagsToAdd} from '../../maintenance/drain/guards.js';
import {configurationOf} from '../../maintenance/drain/configuration.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import {formatJournalChange} from '../../maintenance/journal/format-journal-change.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {isWithoutEffect} from '../journal-outcome.js';
import type {ExplainedHolder, HolderCode} from './explain-holder.js';
import {type ExplainedPlace, placesOfReal} from './explain-real.js';
import type {ExplainedService, NextCommand} from './explanation.js';
import type {StandingCode} from './server-standing.js';
import {changesWeightToZero} from './touches.js';
import type {WhyFacts} from './why-facts.js';

/** More than these nobody reads at three in the morning. */
const most = 3;

export interface Explained {
  readonly facts: WhyFacts;
  readonly services: readonly ExplainedService[];
  readonly holders: readonly ExplainedHolder[];
}

/** What to run next, fit for what is wrong: the worst first, each once; where all is well, what shows more. */
export function nextCommands(explained: Explained): readonly NextCommand[] {
  const {facts, services, holders} = explained;
  const places =
    facts.subject.type === 'real'
      ? placesOfReal(facts.subject, services)
      : services.flatMap(service => service.servers.map(server => ({...server, service})));
  const lines = [
    ...holders.flatMap(holder => ofHolders[holder.code](holder)),
    ...codesInOrder.flatMap(code =>
      places.filter(({standing}) => standing.code === code).flatMap(place => ofPlaces[code]?.(place, explained) ?? []),
    ),
    ...services.flatMap(stepOver),
    ...services.filter(({servers}) => servers.length === 0).map(lostServers),
  ];
  const unique = [...new Map(lines.map(one => [one.line, one])).values()];
  const isUnread = services.some(one => !one.facts.isRead);
  const doctor = isUnread ? [{line: 'lvsctl doctor', why: 'what is wrong with this machine'}] : [];
  const chosen = [...doctor, ...unique];
  return (chosen.length > 0 ? chosen : further(services)).slice(0, most);
}

const codesInOrder = [
  'down',
  'down-in-table',
  'drain-put-back',
  'drain-overdue',
  'drain-unfinished',
  'drain-suspended',
  'quiesced',
  'absent',
  'full',
  'drained',
] as const satisfies readonly StandingCode[];

type OfPlace = (place: ExplainedPlace, explained: Explained) => readonly NextCommand[];

const ofPlaces: Readonly<Record<(typeof codesInOrder)[number], OfPlace>> = {
  down: tryCheck,
  'down-in-table': tryCheck,
  'drain-put-back': place => [drain(place, 'sets weight 0 again; lvsctl undrain ends the drain instead')],
  'drain-overdue': place => [undrain(place, 'ends it, as it should have been')],
  'drain-unfinished': place => [undrain(place, 'takes back what the drain has done')],
  'drain-suspended': place => [drain(place, 'puts it in force again; lvsctl undrain forgets it')],
  quiesced: giveWeight,
  absent: (place, {facts}) => [
    facts.untold.some(({source}) => source === 'checks')
      ? {line: `lvsctl why ${shellWord(facts.asked)} --ask`, why: 'asks keepalived why it is not there (signals it)'}
      : checkNow(place),
  ],
  full: ({facts: {id}, service}) => [
    {
      line: `lvsctl conns --service ${shellWord(formatServiceId(service.facts.id))} --real ${shellWord(formatEndpoint(id))} --count-by client --limit 10`,
      why: 'who has its connections',
    },
  ],
  drained: place => [undrain(place, 'ends the drain')],
};

const ofHolders: Readonly<Record<HolderCode, (holder: ExplainedHolder) => readonly NextCommand[]>> = {
  wrong: ({facts, instance}) => [{line: routers(instance, ''), why: facts.findings[0]?.advice ?? 'the evidence'}],
  stale: ({instance}) => [{line: routers(instance, ''), why: 'the evidence, and what to do about it'}],
  nobody: ({instance}) => [{line: routers(instance, ' --wait 5s'), why: 'until silence is certain'}],
  absent: () => [{line: 'lvsctl vrrp', why: 'which addresses this host is to have'}],
  unsure: ({instance}) => [{line: routers(instance, ' --wait 5s'), why: 'listens until silence is certain'}],
  here: () => [],
  elsewhere: () => [],
  plain: () => [],
  unread: () => [],
};

function routers(instance: string | undefined, options: string): string {
  return `lvsctl vrrp${instance === undefined ? '' : ` ${shellWord(instance)}`}${options}`;
}

function tryCheck(place: ExplainedPlace): readonly NextCommand[] {
  return [checkNow(place), {line: `lvsctl checks history ${endpointWord(place)}`, why: 'what happened to it'}];
}

function checkNow(place: ExplainedPlace): NextCommand {
  return {line: `lvsctl checks run ${endpointWord(place)}`, why: 'tries its checks now, step by step'};
}

/** Whoever took the weight away is asked first: undo knows all that it was. */
function giveWeight({facts: {id, destination, ownership}, service}: ExplainedPlace, {facts}: Explained) {
  const record = facts.changes.find(one => changesWeightToZero(one, service.facts.id, id));
  if (record && !isWithoutEffect(record) && record.undoneBy === undefined)
    return [
      {
        line: `lvsctl undo ${record.entry.id}`,
        why: `takes back what ${record.entry.user} did: ${record.entry.command}`,
      },
    ];
  if (!destination) return [];
  const weighty: DestinationConfiguration = {...configurationOf(destination), weight: ownership?.configuredWeight || 1};
  const change = {type: 'edit-server', id: service.facts.id, destination: weighty} as const;
  return [{line: asLvsctl(change), why: 'gives it weight again'}];
}

function undrain(place: ExplainedPlace, words: string): NextCommand {
  return {line: `lvsctl undrain ${drainWord(place)}`, why: words};
}

function drain(place: ExplainedPlace, words: string): NextCommand {
  return {line: `lvsctl drain ${drainWord(place)}`, why: words};
}

function drainWord({facts: {drains, id}}: ExplainedPlace): string {
  return shellWord(drains[0]?.record.target ?? formatEndpoint(id));
}

function endpointWord({facts: {id}}: ExplainedPlace): string {
  return shellWord(formatEndpoint(id));
}

/** sh and mh have a flag that makes them step over servers of weight 0. */
function stepOver({facts: {service}, servers}: ExplainedService): readonly NextCommand[] {
  const added = service ? flagsToAdd(service) : 0;
  if (!service || added === 0 || !servers.some(({facts}) => facts.destination?.weight === 0)) return [];
  const change = {type: 'edit-service', service: {...service, flags: service.flags | added}} as const;
  return [{line: asLvsctl(change), why: `${service.scheduler} steps over servers of weight 0 then`}];
}

/** As one would type it. */
function asLvsctl(change: JournalChange): string {
  return formatJournalChange(change).replace(/^ipvsadm/, 'lvsctl');
}

function lostServers({facts: {id}}: ExplainedService): NextCommand {
  return {
    line: 'lvsctl journal',
    why: `whether somebody took the servers of ${formatServiceId(id)} away; lvsctl undo brings them back`,
  };
}

function further(services: readonly ExplainedService[]): readonly NextCommand[] {
  const [first] = services;
  if (!first) return [];
  const name = shellWord(formatServiceId(first.facts.id));
  return [
    {line: `lvsctl list ${name} --rate --watch 2`, why: 'what it carries now'},
    {line: `lvsctl conns --service ${name} --count-by client --limit 10`, why: 'its busiest clients'},
  ];
}

/** What tells all about a holder. */
export function routersCommand({instance}: ExplainedHolder, why: string): NextCommand {
  return {line: routers(instance, ''), why};
}

/** As it is typed into any shell: zsh takes brackets for patterns. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
