import {formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {brokenLinkWords} from './broken-link.js';
import type {AddressView, Confidence, Evidence, InstanceState} from './instance-view.js';
import {holdWords} from './hold-words.js';
import type {DaemonReport, Knowledge} from './knowledge.js';
import {mastersOf, masterDownOf, quietOf, type Subject} from './subject.js';
import {lastChange, present} from './virtual-addresses.js';
import {span} from './words.js';

export interface LocalState {
  readonly state: InstanceState;
  readonly isStale: boolean;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

/** The state of this host's part, from all that speaks for or against it. */
export function localStateOf(
  knowledge: Knowledge,
  subject: Subject,
  addresses: readonly AddressView[],
  now: Milliseconds,
): LocalState {
  const evidence = evidenceOf(knowledge, subject, addresses, now);
  if (!subject.wanted) return {state: 'unknown', isStale: false, confidence: 'unconfirmed', evidence};
  const holds = present(addresses).length > 0;
  const daemon = subject.daemon?.facts.state;
  if (daemon === 'stopped' || (daemon === 'gone' && holds))
    return {state: 'unknown', isStale: holds, confidence: holds ? 'confirmed' : 'unconfirmed', evidence};
  if (daemon === 'gone') return {state: 'init', isStale: false, confidence: 'confirmed', evidence};
  const state = decide(subject, evidence, addresses, now);
  const isHeld = isHeldByFault(subject) && (state === 'fault' || (state !== 'master' && !isStated(evidence)));
  return {
    state: isHeld ? 'maintenance' : state,
    isStale: false,
    confidence: confidenceIn(knowledge, subject, state, evidence, now),
    evidence,
  };
}

/** A director tells a hold from a fault. */
function isHeldByFault({hold, report}: Subject): boolean {
  return hold !== undefined && hold.as !== 'master' && report?.source !== 'director';
}

/** Whoever tells it counts for more than what follows from addresses; and these for more than what is heard. */
function decide(
  subject: Subject,
  evidence: readonly Evidence[],
  addresses: readonly AddressView[],
  now: Milliseconds,
): InstanceState {
  const stated = statements(evidence).filter(found => !isOutdated(found, addresses));
  const newest = stated.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))[0]?.says;
  if (newest) return newest;
  if (present(addresses).some(address => !isLeftOver(subject, address, now))) return 'master';
  if (subject.brokenLink) return 'fault';
  return addresses.some(({isPresent}) => isPresent === false) && mastersOf(subject.others, now).length > 0
    ? 'backup'
    : 'unknown';
}

/**
 * It was there before the daemon began, which has had no time to become master: keepalived is about to remove what
 * another one left. Only an owner (RFC 9568 §6.4.1) is master at once.
 */
function isLeftOver(subject: Subject, {since}: AddressView, now: Milliseconds): boolean {
  const {daemon, wanted} = subject;
  if (!wanted || wanted.priority === 255 || daemon?.since === undefined || since === undefined) return false;
  return since < daemon.since && now - daemon.since < masterDownOf(subject, wanted.priority);
}

/** A dump is of its moment, and so is what a director said before it was stopped: the kernel's addresses have changed since. */
function isOutdated({source, at}: Evidence, addresses: readonly AddressView[]): boolean {
  return (
    (source === 'report' || source === 'director') &&
    addresses.some(({since}) => since !== undefined && since > (at ?? 0))
  );
}

function confidenceIn(
  {observation}: Knowledge,
  subject: Subject,
  state: InstanceState,
  evidence: readonly Evidence[],
  now: Milliseconds,
): Confidence {
  if (state === 'unknown') return 'unconfirmed';
  const speaksAgainst = evidence.some(({says, denies}) => denies === state || (says !== undefined && says !== state));
  if (speaksAgainst) return 'suspected';
  if (subject.daemon?.facts.state !== 'running') return 'likely';
  const isFresh = ({source, at}: Evidence) =>
    (source !== 'report' && source !== 'director') || now - (at ?? 0) <= masterDownOf(subject);
  if (statements(evidence).some(isFresh)) return 'confirmed';
  const isAlone =
    state === 'master' &&
    mastersOf(subject.others, now).length === 0 &&
    (quietOf(subject, observation, now) ?? 0) >= masterDownOf(subject);
  return isAlone || state === 'fault' ? 'confirmed' : 'likely';
}

const tellers: readonly Evidence['source'][] = ['fifo', 'report', 'director', 'wire'];

/** Of those who know it themselves. */
function statements(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter(({source, says}) => says !== undefined && tellers.includes(source));
}

function isStated(evidence: readonly Evidence[]): boolean {
  return statements(evidence).length > 0;
}

function evidenceOf(
  {observation}: Knowledge,
  subject: Subject,
  addresses: readonly AddressView[],
  now: Milliseconds,
): Evidence[] {
  const {wanted, link, brokenLink, told, report, own, others, daemon, hold} = subject;
  const {network} = observation;
  const found: Evidence[] = [];
  if (wanted && network.readAt !== undefined) {
    found.push(...kernelEvidence(addresses, now));
    if (!link)
      found.push({source: 'kernel', words: `there is no interface ${wanted.interface}`, says: 'fault', at: now});
    else if (brokenLink) found.push({source: 'kernel', words: brokenLinkWords(brokenLink), denies: 'master', at: now});
  }
  if (daemon) found.push({source: 'daemon', words: daemonWords(wanted?.daemon ?? '', daemon.facts), at: daemon.at});
  if (told) {
    const says = told.state === 'stop' || told.state === 'deleted' ? 'init' : told.state;
    const words = `the FIFO said ${told.state.toUpperCase()} with priority ${told.priority}`;
    found.push({source: 'fifo', words, says, at: told.at});
  }
  if (report) found.push(...reportEvidence(report));
  if (own && own.state === 'speaking' && mastersOf([own], now).length > 0)
    found.push({source: 'wire', words: 'its own advertisements are heard', says: 'master', at: own.lastSeen});
  for (const speaker of others) {
    const words = `${formatAddress(speaker.source)} (priority ${speaker.priority}) ${heardWords(speaker.state)} ${span(now - speaker.lastSeen)} ago`;
    found.push({source: 'wire', words, at: speaker.lastSeen});
  }
  if (hold) found.push({source: 'hold', words: holdWords(hold), at: hold.since ?? now});
  return found;
}

function reportEvidence({source, state, why, readAt, rivals = [], remarks = []}: DaemonReport): Evidence[] {
  if (source !== 'director') return [{source: 'report', words: `it reported ${state}`, says: state, at: readAt}];
  const told = (words: string): Evidence => ({source, words, at: readAt});
  return [
    {...told(`the director says ${state}${why === undefined ? '' : `: ${why}`}`), says: state},
    ...rivals.map(rival => told(`it has heard ${rival} as a master too`)),
    ...remarks.map(told),
  ];
}

function kernelEvidence(addresses: readonly AddressView[], now: Milliseconds): Evidence[] {
  if (addresses.length === 0) return [];
  const here = present(addresses).length;
  const changed = lastChange(addresses);
  const words = `${here} of ${addresses.length} addresses are here${changed === undefined ? '' : `, for ${span(now - changed)}`}`;
  const says = {source: 'kernel', words, at: now} as const;
  return [here > 0 ? {...says, says: 'master'} : {...says, denies: 'master'}];
}

function daemonWords(name: string, facts: NonNullable<Subject['daemon']>['facts']): string {
  switch (facts.state) {
    case 'running':
      return `${name} runs as process ${facts.pid}`;
    case 'stopped':
      return `${name}, process ${facts.pid}, is stopped`;
    case 'gone':
      return `${name} does not run`;
  }
}

function heardWords(state: Subject['others'][number]['state']): string {
  switch (state) {
    case 'speaking':
      return 'was heard';
    case 'left':
      return 'gave up, last heard';
    case 'yielded':
      return 'yielded, last heard';
    case 'silent':
      return 'fell silent, last heard';
  }
}
