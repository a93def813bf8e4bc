import {type Address, formatAddress} from '../../../src/net/address.js';
import type {Finding} from '../../../src/vrrp/findings/finding.js';
import type {InstanceView} from '../../../src/vrrp/findings/instance-view.js';
import type {Takeover} from '../../../src/vrrp/observer/holder.js';
import type {Transition} from '../../../src/vrrp/observer/transition.js';

export function describeTransition(transition: Transition, nameOf: (index: number) => string): string {
  const where =
    'virtualRouter' in transition
      ? [`${nameOf(transition.interface)}/${transition.family}/${transition.virtualRouter}`]
      : [];
  const source = 'source' in transition ? [formatAddress(transition.source)] : [];
  return [transition.type, ...where, ...source, ...detailsOf(transition, nameOf)].join(' ');
}

function detailsOf(transition: Transition, nameOf: (index: number) => string): string[] {
  switch (transition.type) {
    case 'master-heard':
      return [`priority=${transition.priority}`, whyWords(transition.why)];
    case 'speaker-began':
      return [`priority=${transition.priority}`];
    case 'speaker-silent':
      return [`last=${transition.lastSeen}`];
    case 'speaker-changed': {
      const {change} = transition;
      return change.field === 'addresses' ? ['addresses'] : [`${change.field}=${change.from}→${change.to}`];
    }
    case 'speaker-dropped':
      return [nameOf(transition.interface)];
    case 'address-added':
    case 'address-removed': {
      const {address} = transition;
      return [`${formatAddress(address.address)}@${nameOf(address.interface)}`, ...(transition.isLate ? ['late'] : [])];
    }
    case 'link-up':
    case 'link-down':
    case 'link-gone':
      return [transition.link.name];
    case 'daemon-running':
      return [transition.name, `pid=${transition.pid}`, ...(transition.isAnother ? ['another'] : [])];
    case 'daemon-stopped':
    case 'daemon-gone':
    case 'lower-priority-told':
      return [transition.name];
    case 'instance-told':
    case 'group-told':
    case 'priority-told':
      return [transition.name, `${transition.from ?? 'unknown'}→${transition.to}`];
    case 'stalled':
      return [`since=${transition.since}`];
    case 'clock-set-back':
      return [`by=${transition.by}`];
    case 'speaker-left':
    case 'speaker-yielded':
    case 'speaker-forgotten':
    case 'no-master-heard':
      return [];
  }
}

function whyWords(why: Takeover): string {
  return 'previous' in why ? `why=${why.type}:${formatAddress(why.previous)}` : `why=${why.type}`;
}

export function describeViews(views: readonly InstanceView[], now: number): string[] {
  return views.flatMap(view => [
    [
      `  ${view.identity.name ?? '-'} ${view.identity.interface}/${view.identity.family}/${view.identity.virtualRouter}`,
      view.state,
      ...(view.isStale ? ['STALE'] : []),
      view.confidence,
      `age=${view.age ?? '?'}`,
      `priority=${view.priority.effective ?? '?'}/${view.priority.base ?? '?'}${(view.priority.adjustments ?? []).map(({by, amount}) => `(${by} ${amount})`).join('')}`,
      `since=${view.since ? `${view.since.at}:${view.since.source}` : '?'}`,
      `why=${view.why ? `${view.why.code} "${view.why.words}"` : '?'}`,
    ].join(' '),
    `    master ${masterWords(view)}`,
    ...view.addresses.map(
      ({address, isPresent, since, elsewhere}) =>
        `    address ${formatAddress(address)} ${isPresent === undefined ? '?' : isPresent ? 'here' : 'absent'} since=${since ?? '?'}${elsewhere.map(name => ` also on ${name}`).join('')}`,
    ),
    ...view.peers.map(
      ({address, state, priority, lastSeen, missed, transitions, isUnicast}) =>
        `    peer ${formatAddress(address)} ${state} priority=${priority ?? '?'} ago=${lastSeen === undefined ? '?' : now - lastSeen} missed=${missed} transitions=${transitions}${isUnicast ? ' unicast' : ''}`,
    ),
    ...view.evidence.map(
      ({source, words, says, denies}) =>
        `    ${source}: ${words}${says ? ` => ${says}` : ''}${denies ? ` => not ${denies}` : ''}`,
    ),
  ]);
}

function masterWords({master}: InstanceView): string {
  if (!master) return 'unknown';
  const who = master.isThisHost ? 'this host' : formatAddress(master.address as Address);
  return `${who} priority=${master.priority ?? '?'} since=${master.since ?? '?'}`;
}

export function describeFindings(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['  none'];
  return findings.flatMap(({code, instance, confidence, summary, proof}) => [
    `  ${code} ${instance ? (instance.name ?? `${instance.interface}/${instance.virtualRouter}`) : '-'} ${confidence}: ${summary}`,
    ...proof.map(line => `    ${line}`),
  ]);
}
