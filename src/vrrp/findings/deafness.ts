import {formatAddress, isSameAddress} from '../../net/address.js';
import {type Case, finding} from './case.js';
import type {Finding} from './finding.js';
import {isHeldAsBackup} from './hold-words.js';
import type {InstanceView} from './instance-view.js';
import {intervalOf, masterDownOf, quietOf} from './subject.js';
import {span} from './words.js';
import {isOf} from './witness.js';

/** A backup to which nobody speaks: after the master-down time it should have become master. */
export function findDeafBackup(item: Case): Finding[] {
  const {subject, view, knowledge, now} = item;
  const {link} = subject;
  if (!subject.wanted || link?.link.isRunning === false) return [];
  if (view.state === 'backup' && isHeldAsBackup(subject.hold)) return []; // it may not become master: findNoMaster
  const fellow = hearingFellow(item);
  const isUntold = view.state === 'unknown' && !view.isStale && subject.daemon?.facts.state === 'running';
  const isWithout = view.addresses.every(({isPresent}) => isPresent === false);
  if (view.state !== 'backup' && !(isUntold && isWithout && fellow)) return [];
  const unheard = quietOf(subject, knowledge.observation, now);
  if (unheard === undefined) return [];
  const quiet = view.state === 'backup' ? Math.min(unheard, now - (view.since?.at ?? 0)) : unheard; // as master it heard nobody
  if (quiet < 2 * intervalOf(subject)) return [];
  const down = masterDownOf(subject, view.priority.effective ?? view.priority.base);
  return [
    finding('deaf-backup', item, quiet < down ? 'suspected' : 'confirmed', 'a backup that hears nobody', [
      `no advertisement on ${view.identity.interface} for ${span(quiet)}, the master-down time is ${span(down)}`,
      `this host is ${view.state} and has none of the addresses`,
      ...(fellow
        ? [`${fellow.identity.name} of the same sync group hears its master on ${fellow.identity.interface}`]
        : []),
      ...(link ? [`the link of ${link.link.name} runs`] : []),
    ]),
  ];
}

/** Another member of the sync group, that hears a master. */
export function hearingFellow({view, views}: Case): InstanceView | undefined {
  const {group} = view;
  return group && views.find(other => other !== view && other.group?.name === group.name && hears(other));
}

function hears({master}: InstanceView): boolean {
  return master !== undefined && !master.isThisHost;
}

/** Somebody who was master is heard no more, and said no word: only the other side knows more. */
export function findPartition(item: Case): Finding[] {
  const {subject, view, now, knowledge} = item;
  const attentiveSince = subject.segment?.attentiveSince;
  if (!view.isWanted || subject.link?.link.isRunning === false || attentiveSince === undefined) return [];
  if (view.master && !view.master.isThisHost) return []; // somebody has taken its place, and is heard
  return subject.others
    .filter(({state}) => state === 'silent')
    .flatMap(speaker => {
      const who = formatAddress(speaker.source);
      const living = (knowledge.witnesses ?? []).find(
        witness =>
          isOf(witness, subject) &&
          witness.at > speaker.lastSeen &&
          witness.addresses.some(address => isSameAddress(address, speaker.source)) &&
          (witness.state === 'master' || witness.state === 'backup'),
      );
      if (living?.state === 'backup' && view.state === 'master') return []; // it came back, and hears us
      return finding('partition', item, living ? 'confirmed' : 'unconfirmed', `${who} fell silent`, [
        `${who} (priority ${speaker.priority}) was last heard ${span(now - speaker.lastSeen)} ago, and did not say goodbye`,
        `the link of ${view.identity.interface} runs`,
        `this host is ${view.state}`,
        living
          ? `${living.host} lives, and says that it is ${living.state}`
          : 'it is dead, or the network between is cut',
      ]);
    });
}
