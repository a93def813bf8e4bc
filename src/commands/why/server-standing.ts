import {basename} from 'node:path';
import type {DrainState} from '../../maintenance/drain/drain-states.js';
import type {Milliseconds} from '../../maintenance/milliseconds.js';
import {span} from '../../vrrp/findings/words.js';
import {clockWords, sinceWords} from './clock-words.js';
import {lastDeed} from './touches.js';
import type {ServerFacts, ServiceFacts, WhyFacts} from './why-facts.js';

export type StandingCode =
  | 'unread'
  | 'drained'
  | 'drain-overdue'
  | 'drain-unfinished'
  | 'drain-suspended'
  | 'drain-put-back'
  | 'down'
  | 'down-in-table'
  | 'held'
  | 'standby'
  | 'absent'
  | 'quiesced'
  | 'full'
  | 'fallback'
  | 'unchecked'
  | 'serving';

/** How a server of a service stands, by everything that is known of it. */
export interface Standing {
  readonly code: StandingCode;
  /** Whether it gets new clients. */
  readonly isServing: boolean;
  /** Whether somebody has to look. */
  readonly isProblem: boolean;
  /** `out since 02:14:05: HTTP 503 (check by keepalived)`; continues a sentence. */
  readonly words: string;
}

/** What a rule looks at. */
export interface Place extends ServerFacts {
  readonly service: ServiceFacts;
  readonly surroundings: Surroundings;
}

export type Surroundings = Pick<WhyFacts, 'now' | 'changes' | 'names'>;

export function standingOf(server: ServerFacts, service: ServiceFacts, surroundings: Surroundings): Standing {
  const place = {...server, service, surroundings};
  for (const {code, isProblem, isServing, words} of rules) {
    const found = words(place);
    if (found !== undefined) return {code, isProblem, isServing, words: found};
  }
  return {code: 'serving', isServing: true, isProblem: false, words: 'serves'};
}

/** The first that has words for it counts: what an operator wants before what checks say, and that before what the table shows. */
const rules: readonly {
  readonly code: StandingCode;
  readonly isServing: boolean;
  readonly isProblem: boolean;
  readonly words: (place: Place) => string | undefined;
}[] = [
  {
    code: 'unread',
    isServing: false,
    isProblem: false,
    words: ({service}) => (service.isRead ? undefined : 'not known'),
  },
  {
    code: 'drain-overdue',
    isServing: false,
    isProblem: true,
    words: place => {
      const drain = place.drains.find(({isOverdue}) => isOverdue);
      if (!drain || hasWeight(place)) return undefined;
      return `${drainWords(drain, place.surroundings.now)}; its end was ${span(place.surroundings.now - (drain.record.expires ?? place.surroundings.now))} ago, and nobody has carried it out`;
    },
  },
  {
    code: 'drained',
    isServing: false,
    isProblem: false,
    words: place => {
      const drain = place.drains.find(({state}) => inForce.has(state));
      return drain && !hasWeight(place) ? drainWords(drain, place.surroundings.now) : undefined;
    },
  },
  {
    code: 'drain-unfinished',
    isServing: false,
    isProblem: true,
    words: place => {
      const drain = place.drains.find(({state}) => state === 'unfinished');
      return drain && !hasWeight(place)
        ? `${drainWords(drain, place.surroundings.now)}; the process that was at it died before it was done`
        : undefined;
    },
  },
  {
    code: 'down-in-table',
    isServing: true,
    isProblem: true,
    words: place =>
      place.checked?.state === 'down' && hasWeight(place)
        ? `down${checkWords(place)}, and in the table with weight ${place.destination?.weight} all the same`
        : undefined,
  },
  {
    code: 'drain-put-back',
    isServing: true,
    isProblem: true,
    words: place => {
      const drain = place.drains.find(({state}) => state === 'put back' || inForce.has(state));
      return drain && hasWeight(place)
        ? `${drainWords(drain, place.surroundings.now)}, but somebody has given it weight ${place.destination?.weight} since`
        : undefined;
    },
  },
  {
    code: 'down',
    isServing: false,
    isProblem: true,
    words: place => (place.checked?.state === 'down' ? `out${checkWords(place)}` : undefined),
  },
  {
    code: 'held',
    isServing: false,
    isProblem: false,
    words: place => {
      const {checked} = place;
      if (!checked || hasWeight(place) || !waiting.has(checked.state)) return undefined;
      return `${checked.state}${checkWords(place)}`;
    },
  },
  {
    code: 'standby',
    isServing: false,
    isProblem: false,
    words: place =>
      isFallback(place) && !hasWeight(place) ? 'the fallback, which waits for when no other serves' : undefined,
  },
  {
    code: 'absent',
    isServing: false,
    isProblem: true,
    words: ({destination, configured, drains, checked}) => {
      if (destination) return undefined;
      if (configured)
        return `not in the table, although ${basename(configured.file)} line ${configured.line} has it with weight ${configured.weight}${checked?.state === 'up' ? ', and its checks find it up' : ''}`;
      const drain = drains[0];
      if (drain) return `not in the table, although it is part of the drain ${drain.record.target}`;
      return checked ? `not in the table: ${checked.reason}` : 'not in the table';
    },
  },
  {
    code: 'drain-suspended',
    isServing: false,
    isProblem: true,
    words: place => {
      const drain = place.drains.find(({state}) => state === 'suspended');
      return drain && !hasWeight(place)
        ? `at weight 0; ${drainWords(drain, place.surroundings.now)}, before a reboot`
        : undefined;
    },
  },
  {
    code: 'quiesced',
    isServing: false,
    isProblem: true,
    words: place => {
      if (place.destination?.weight !== 0) return undefined;
      const {ownership, checked} = place;
      const wanted = ownership?.configuredWeight ?? checked?.configuredWeight;
      if (wanted === 0) return undefined;
      const whose = ownership && wanted !== undefined ? `; ${ownership.owner} is configured with ${wanted}` : '';
      return `at weight 0${byWhom(place)}, and no drain says why${whose}`;
    },
  },
  {
    code: 'standby',
    isServing: false,
    isProblem: false,
    words: ({destination}) => (destination?.weight === 0 ? 'at weight 0, as it is configured' : undefined),
  },
  {
    code: 'full',
    isServing: false,
    isProblem: true,
    words: ({destination}) => {
      if (!destination || destination.upperThreshold === 0) return undefined;
      const count = destination.activeConnections + destination.inactiveConnections;
      return count >= destination.upperThreshold
        ? `full: it has ${count} connections, and its upper threshold is ${destination.upperThreshold}`
        : undefined;
    },
  },
  {
    code: 'fallback',
    isServing: true,
    isProblem: false,
    words: place => (isFallback(place) ? 'serves as the fallback' : undefined),
  },
  {
    code: 'unchecked',
    isServing: true,
    isProblem: false,
    words: ({checked}) => (checked?.state === 'unknown' ? 'serves; no check has told of it yet' : undefined),
  },
];

const inForce: ReadonlySet<DrainState['state']> = new Set(['draining', 'drained', 'removed', 'beginning', 'ending']);
const waiting: ReadonlySet<string> = new Set(['unknown', 'holding', 'starting', 'disabled', 'off']);

/** Whoever it was, if he did it through lvsctl. */
function byWhom({id, service, surroundings: {changes, now}}: Place): string {
  const last = lastDeed(changes, service.id, id);
  return last?.deed === 'weight 0'
    ? ` since ${clockWords(last.record.entry.at, now)}, by ${last.record.entry.user}`
    : '';
}

function hasWeight({destination}: ServerFacts): boolean {
  return destination !== undefined && destination.weight > 0;
}

export function isFallback({ownership, configured}: ServerFacts): boolean {
  return ownership?.isFallback === true || configured?.isFallback === true;
}

function drainWords({record: {user, since, reason}}: DrainState, now: Milliseconds): string {
  return `drained by ${user} since ${clockWords(since, now)}${reason === undefined ? '' : `: ${reason}`}`;
}

/** ` since 02:14:05: HTTP 503 (L7, check by keepalived)` */
function checkWords({checked, service: {checkedBy}, surroundings: {now}}: Place): string {
  if (!checked) return '';
  const layer = checked.layer === undefined ? '' : `${checked.layer}, `;
  const reason = checked.reason === '' ? '' : `: ${checked.reason.replace(/\.$/, '')}`;
  return `${sinceWords(checked.since, now)}${reason} (${layer}check by ${checkedBy ?? 'whoever checks'})`;
}
