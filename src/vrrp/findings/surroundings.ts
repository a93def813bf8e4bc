import {formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {type Case, finding, hostFinding} from './case.js';
import type {Finding} from './finding.js';
import type {Knowledge} from './knowledge.js';
import {intervalOf} from './subject.js';
import {span} from './words.js';

const minute = 60_000;
const hour = 3_600_000;

/** The links it needs. */
export function findLostLinks(item: Case): Finding[] {
  const {subject, view, now, knowledge} = item;
  const {wanted} = subject;
  if (!wanted) return [];
  const {links} = knowledge.observation.network;
  const names = new Set([
    wanted.interface,
    ...wanted.tracked.filter(({kind}) => kind === 'interface').map(({name}) => name),
  ]);
  const proof = [...links.values()]
    .filter(({link}) => names.has(link.name) && !link.isRunning)
    .map(({link, since}) => `the link of ${link.name} is down${sinceWords(since, now)}`);
  if (proof.length === 0) return [];
  return [finding('lost-uplink', item, 'confirmed', `a link is down, and this host is ${view.state}`, proof)];
}

/** What no longer answers beyond the links: of this host, whatever is virtual. */
export function findLostTargets({uplinks = []}: Knowledge, now: Milliseconds): Finding[] {
  const proof = uplinks
    .filter(({isReachable}) => !isReachable)
    .map(
      ({target, interface: name, since}) =>
        `${formatAddress(target)} does not answer on ${name}${sinceWords(since, now)}`,
    );
  return proof.length > 0 ? [hostFinding('lost-uplink', 'likely', 'this host has lost its uplink', proof)] : [];
}

/** Said once for a group, at its first member that is master. */
export function findTornGroup(item: Case): Finding[] {
  const {subject, view, views, now} = item;
  const {group} = view;
  if (!group) return [];
  const members = views.filter(other => other.group?.name === group.name);
  const masters = members.filter(({state}) => state === 'master');
  const others = members.filter(({state}) => state !== 'master' && state !== 'unknown');
  if (masters[0] !== view || others.length === 0) return [];
  const changed = members.reduce((latest, {since}) => Math.max(latest, since?.at ?? 0), 0);
  const isLasting = now - changed >= 2 * intervalOf(subject);
  return [
    finding(
      'sync-group-torn',
      item,
      isLasting ? 'confirmed' : 'suspected',
      `sync group ${group.name} is torn`,
      members.map(member => `${member.identity.name} is ${member.state}${sinceWords(member.since?.at, now)}`),
    ),
  ];
}

function sinceWords(since: Milliseconds | undefined, now: Milliseconds): string {
  return since === undefined ? '' : `, for ${span(now - since)}`;
}

export function findFlapping(item: Case): Finding[] {
  const {subject, now} = item;
  const recent = (subject.router?.turnovers ?? []).filter(at => now - at <= minute);
  if (recent.length < 4) return [];
  return [
    finding('flapping', item, 'confirmed', `${recent.length} changes of the master within a minute`, [
      `the last ones ${recent.map(at => span(now - at)).join(', ')} ago`,
    ]),
  ];
}

export function findCarp(item: Case): Finding[] {
  const {subject, now} = item;
  const heard = subject.segment?.carp.get(subject.virtualRouter);
  if (!heard || now - heard.at > minute) return [];
  return [
    finding('carp-neighbour', item, 'confirmed', 'CARP has the same number here', [
      `virtual host ${subject.virtualRouter} of CARP was heard ${heard.count} times, last ${span(now - heard.at)} ago`,
    ]),
  ];
}

/** Of the observer as a whole. */
export function findOverflow({observation}: Knowledge, now: Milliseconds): Finding[] {
  const {count, at} = observation.dropped;
  if (at === undefined || now - at > hour) return [];
  const proof = [`${count} advertisements of speakers that there was no room for`];
  return [hostFinding('too-many-speakers', 'confirmed', 'more speakers than are remembered', proof)];
}
