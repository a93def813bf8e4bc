import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {flagsToAdd} from '../../maintenance/drain/guards.js';
import {configurationOf} from '../../maintenance/drain/configuration.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import type {JournalRecord} from '../../maintenance/journal/journal.js';
import type {JournalChange} from '../../maintenance/journal/journal-entry.js';
import {formatJournalChange} from '../../maintenance/journal/format-journal-change.js';
import {formatAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {ExplainedHolder, HolderCode} from './explain-holder.js';
import {type ExplainedPlace, placesOfReal} from './explain-real.js';
import type {ExplainedService, NextCommand} from './explanation.js';
import type {StandingCode} from './server-standing.js';
import {isServerOf} from './find-subject.js';
import {shellWord} from './shell-word.js';
import {editsOnly, lastDeed} from './touches.js';
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
  const ofHolder = (holder: ExplainedHolder) => ofHolders[holder.code](holder, facts.given.where);
  const lines = [
    ...holders.filter(one => one.isProblem).flatMap(ofHolder),
    ...codesInOrder.flatMap(code =>
      places.filter(({standing}) => standing.code === code).flatMap(place => ofPlaces[code]?.(place, explained) ?? []),
    ),
    ...services.flatMap(stepOver),
    ...services.filter(({servers}) => servers.length === 0).map(lostServers),
    ...holders.filter(one => !one.isProblem).flatMap(ofHolder),
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
  'drain-put-back': (place, explained) => [
    drain(place, 'sets weight 0 again'),
    undrain(place, explained, 'ends the drain instead, if the weight is right'),
  ],
  'drain-overdue': (place, explained) => [undrain(place, explained, 'ends it, as it should have been')],
  'drain-unfinished': (place, explained) => [undrain(place, explained, 'takes back what the drain has done')],
  'drain-suspended': place => [drain(place, 'puts it in force again; lvsctl undrain forgets it')],
  quiesced: giveWeight,
  absent: bringBack,
  full: ({facts: {id}, service}) => [
    {
      line: `lvsctl conns --service ${shellWord(formatServiceId(service.facts.id))} --real ${shellWord(formatEndpoint(id))} --count-by client --limit 10`,
      why: 'who has its connections',
    },
  ],
  drained: (place, explained) => [undrain(place, explained, 'ends the drain')],
};

const ofHolders: Readonly<Record<HolderCode, (holder: ExplainedHolder, where: string) => readonly NextCommand[]>> = {
  wrong: ({facts, instance}, where) => [
    {line: routers(instance, where), why: facts.findings[0]?.advice ?? 'the evidence'},
  ],
  stale: ({instance}, where) => [{line: routers(instance, where), why: 'the evidence, and what to do about it'}],
  nobody: ({instance}, where) => [{line: routers(instance, ` --wait 5s${where}`), why: 'until silence is certain'}],
  absent: (_holder, where) => [{line: `lvsctl vrrp${where}`, why: 'which addresses this host is to have'}],
  unsure: ({instance}, where) => [
    {line: routers(instance, ` --wait 5s${where}`), why: 'listens until silence is certain'},
  ],
  here: () => [],
  elsewhere: () => [],
  plain: () => [],
  unread: () => [],
};

function routers(instance: string | undefined, options: string): string {
  return `lvsctl vrrp${instance === undefined ? '' : ` ${shellWord(instance)}`}${options}`;
}

function tryCheck(place: ExplainedPlace, {facts: {given}}: Explained): readonly NextCommand[] {
  const log = place.service.facts.checkedBy?.includes('keepalived') ? given.log || ' --log journal' : '';
  const history = `lvsctl checks history ${endpointWord(place)}${log}${given.where}`;
  return [checkNow(place, given.where), {line: history, why: 'what happened to it'}];
}

function checkNow(place: ExplainedPlace, where: string): NextCommand {
  return {line: `lvsctl checks run ${endpointWord(place)}${where}`, why: 'tries its checks now, step by step'};
}

/** Its checks have taken it out, unless whoever checks says that they find it up: then somebody else has. */
function bringBack(place: ExplainedPlace, {facts}: Explained): readonly NextCommand[] {
  const {id, checked, configured} = place.facts;
  const last = lastDeed(facts.changes, place.service.facts.id, id);
  if (last?.deed === 'deleted') return [undoOf(last.record)];
  const {where, log} = facts.given;
  if (checked === undefined && facts.untold.some(({source}) => source === 'checks'))
    return [
      {
        line: `lvsctl why ${shellWord(facts.asked)} --ask${log}${where}`,
        why: 'asks keepalived why it is not there (signals it)',
      },
    ];
  if (checked?.state !== 'up' || !configured) return [checkNow(place, where)];
  return [
    {line: `lvsctl diff ${shellWord(configured.file)}`, why: 'what the table lacks; lvsctl apply brings it back'},
  ];
}

/** Undo knows all that it was; but not where it would take back more than this. */
function giveWeight({facts: {id, destination, ownership}, service}: ExplainedPlace, {facts}: Explained) {
  const last = lastDeed(facts.changes, service.facts.id, id);
  if (last?.deed === 'weight 0' && editsOnly(last.record, service.facts.id, id)) return [undoOf(last.record)];
  if (!destination) return [];
  const weighty: DestinationConfiguration = {...configurationOf(destination), weight: ownership?.configuredWeight || 1};
  const change = {type: 'edit-server', id: service.facts.id, destination: weighty} as const;
  return [{line: asLvsctl(change), why: 'gives it weight again'}];
}

function undoOf({entry: {id, user, command}}: JournalRecord): NextCommand {
  return {line: `lvsctl undo ${id}`, why: `takes back what ${user} did: ${command}`};
}

/**
 * NB: a drain of some services has them in its name, which is one word. Of a larger one, only the server that is asked
 * for is put back.
 */
function undrain({facts: {drains, id}}: ExplainedPlace, {facts: {subject}}: Explained, words: string): NextCommand {
  const record = drains[0]?.record;
  const isAsked = isServerOf(subject);
  const isLarger = isAsked && record?.destinations.some(({destination}) => !isAsked(destination));
  const port = subject.type === 'real' ? subject.port : undefined;
  const alone = port === undefined ? formatAddress(id.address) : formatEndpoint(id);
  const name = isLarger || !record ? alone : drainKey(record);
  return {line: `lvsctl undrain ${shellWord(name)}`, why: isLarger ? `${words}, for this server` : words};
}

/** The same drain once more: it goes on, as whoever began it wanted it. */
function drain({facts: {drains, id}}: ExplainedPlace, words: string): NextCommand {
  const {target, services} = drains[0]?.record ?? {target: formatEndpoint(id), services: []};
  const only = services.length === 0 ? '' : ` --service ${shellWord(services.join(','))}`;
  return {line: `lvsctl drain ${shellWord(target)}${only}`, why: words};
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
  return formatJournalChange(change)
    .replace(/^ipvsadm/, 'lvsctl')
    .split(' ')
    .map(shellWord)
    .join(' ');
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
export function routersCommand({instance}: ExplainedHolder, where: string, why: string): NextCommand {
  return {line: routers(instance, where), why};
}
