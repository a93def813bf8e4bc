import {formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {Speaker} from '../observer/speaker.js';
import {type Case, finding} from './case.js';
import {hearingFellow} from './deafness.js';
import type {Finding} from './finding.js';
import {holdWords, isHeldAsBackup} from './hold-words.js';
import {type Confidence, confidences} from './instance-view.js';
import {crossingOf, intervalOf, mastersOf, masterDownOf, quietOf} from './subject.js';
import {span} from './words.js';
import {isOf} from './witness.js';

/** Two that are heard, or one that is heard while we are one. */
export function findDuplicateMasters(item: Case): Finding[] {
  const {subject, view, now, knowledge} = item;
  const speaking = mastersOf(subject.others, now);
  const proofs: string[] = [];
  let best: Confidence | undefined;
  const note = (confidence: Confidence | undefined, words: string) => {
    if (!confidence) return;
    proofs.push(words);
    if (!best || confidences.indexOf(confidence) < confidences.indexOf(best)) best = confidence;
  };
  for (const [i, a] of speaking.entries())
    for (const b of speaking.slice(i + 1)) note(overlap(a, b, now), `${words(a, now)}; ${words(b, now)}`);
  if (view.state === 'master') {
    const here = view.addresses.filter(({isPresent}) => isPresent).length;
    for (const other of speaking)
      note(
        grade(Math.max(other.speakingSince, view.since?.at ?? 0), other.lastSeen, other.interval, now),
        `this host is master, with ${here} addresses; ${words(other, now)}`,
      );
    const heardAt = subject.told?.lowerPriorityAt;
    if (heardAt !== undefined && now - heardAt <= 2 * intervalOf(subject))
      note('suspected', `${subject.wanted?.daemon ?? 'the daemon'} said that it heard a master of lower priority`);
    for (const rival of rivalsOf(item)) note('suspected', `the director hears ${rival} as a master too`);
    for (const witness of knowledge.witnesses ?? [])
      if (isOf(witness, subject) && witness.state === 'master' && now - witness.at <= masterDownOf(subject))
        note('confirmed', `${witness.host} says that it is master too`);
  }
  return best ? [finding('duplicate-master', item, best, 'two masters', proofs)] : [];
}

/** NB: whom it has just taken over from was heard once more, and is not silent for it yet. */
function rivalsOf({subject, now}: Case): readonly string[] {
  const {rivals = [], lastTransition} = subject.report ?? {};
  return lastTransition !== undefined && now - lastTransition < masterDownOf(subject) ? [] : rivals;
}

function overlap(a: Speaker, b: Speaker, now: Milliseconds): Confidence | undefined {
  const from = Math.max(a.speakingSince, b.speakingSince);
  return grade(from, Math.min(a.lastSeen, b.lastSeen), Math.max(a.interval, b.interval), now);
}

/**
 * A master that has to yield does so at the first advertisement it hears: another one of it after the other had begun
 * is suspect, and going on for two intervals is proof.
 */
function grade(
  from: Milliseconds,
  until: Milliseconds,
  interval: Milliseconds,
  now: Milliseconds,
): Confidence | undefined {
  if (until <= from + crossingOf(interval)) return undefined;
  return now - from >= 2 * interval && until - from >= 0.9 * interval ? 'confirmed' : 'suspected';
}

/** Nobody speaks, and we have no addresses either. */
export function findNoMaster(item: Case): Finding[] {
  const {subject, view, now, knowledge} = item;
  const down = masterDownOf(subject);
  const quiet = quietOf(subject, knowledge.observation, now);
  const isOurs = view.addresses.some(({isPresent}) => isPresent !== false) || view.state === 'master';
  if (quiet === undefined || quiet < down || isOurs || mastersOf(subject.others, now).length > 0) return [];
  const {hold} = subject;
  const isHeld = isHeldAsBackup(hold);
  if ((view.state === 'backup' && !isHeld) || hearingFellow(item)) return []; // deaf
  if (subject.link?.link.isRunning === false) return []; // blind
  if (!view.isWanted && subject.others.every(({isUnicast}) => isUnicast)) return [];
  return [
    finding('no-master', item, 'likely', 'nobody is master', [
      `no advertisement for ${span(quiet)}, the master-down time is ${span(down)}`,
      ...(view.isWanted ? [`this host is ${view.state} and has none of the addresses`] : []),
      ...(hold && isHeld ? [`${holdWords(hold)}; lvsctl vrrp release ${hold.target ?? hold.instance} ends that`] : []),
      ...subject.others.map(
        speaker => `${formatAddress(speaker.source)} ${speaker.state}, last heard ${span(now - speaker.lastSeen)} ago`,
      ),
    ]),
  ];
}

export function findStaleMaster(item: Case): Finding[] {
  const {view, subject, now} = item;
  if (!view.isStale || !subject.daemon) return [];
  const here = view.addresses.filter(({isPresent}) => isPresent).map(({address}) => formatAddress(address));
  const others = mastersOf(subject.others, now).map(speaker => words(speaker, now));
  const {facts, since} = subject.daemon;
  const state = facts.state === 'stopped' ? 'is stopped' : 'does not run';
  return [
    finding('stale-master', item, 'confirmed', 'addresses without a daemon', [
      `${subject.wanted?.daemon} ${state}${since === undefined ? '' : `, noticed ${span(now - since)} ago`}`,
      `still here: ${here.join(', ')}`,
      ...others,
    ]),
  ];
}

function words({source, priority, lastSeen, speakingSince}: Speaker, now: Milliseconds): string {
  return `${formatAddress(source)} (priority ${priority}) speaks for ${span(lastSeen - speakingSince)}, last ${span(now - lastSeen)} ago`;
}
