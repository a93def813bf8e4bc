import {type Address, addressKey, formatAddress} from '../../net/address.js';
import {formatMac} from '../../net/mac.js';
import type {Milliseconds} from '../intervals.js';
import type {Claim} from '../observer/claims.js';
import {type Case, finding} from './case.js';
import type {Finding} from './finding.js';
import {type AddressView, type Confidence, confidences} from './instance-view.js';
import {crossingOf, intervalOf, mastersOf, type Subject} from './subject.js';
import {addressList, span} from './words.js';
import {lastChange, missing, present} from './virtual-addresses.js';

/** Answers to one probe come within this. */
const probe = 2000;
/** A claim that is older says nothing of now. */
const claimed = 60_000;

export function findDuplicateAddresses(item: Case): Finding[] {
  const found = item.view.addresses.flatMap(address => duplicateProof(item, address) ?? []);
  const [first] = found.toSorted((a, b) => confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence));
  if (!first) return [];
  const proof = [...new Set(found.map(({words}) => words))];
  return [
    finding(
      'duplicate-address',
      item,
      first.confidence,
      found.length === 1 ? 'an address on two hosts' : `${found.length} addresses on two hosts`,
      proof.length > 4 ? [...proof.slice(0, 4), `and ${proof.length - 4} more`] : proof,
    ),
  ];
}

interface Proof {
  readonly confidence: Confidence;
  readonly words: string;
}

function duplicateProof({subject, knowledge, now}: Case, view: AddressView): Proof | undefined {
  const {address, isPresent} = view;
  const text = formatAddress(address);
  const claims = [...(subject.segment?.claims.get(addressKey(address))?.values() ?? [])];
  const answers = claims.filter(({answeredAt}) => answeredAt !== undefined && now - answeredAt <= claimed);
  const [one, two] = answers.toSorted((a, b) => (b.answeredAt ?? 0) - (a.answeredAt ?? 0));
  if (one && two && (one.answeredAt ?? 0) - (two.answeredAt ?? 0) <= probe)
    return {
      confidence: 'confirmed',
      words: `${text} was answered for by ${formatMac(one.mac)} and ${formatMac(two.mac)}`,
    };
  if (!isPresent) return undefined;
  const places = knowledge.observation.network.addresses.get(addressKey(address)) ?? [];
  if (places.some(({address: {flags}}) => flags.includes('dadfailed')))
    return {confidence: 'confirmed', words: `${text} failed the kernel's detection of duplicates`};
  if (one && (one.answeredAt ?? 0) > (view.since ?? 0))
    return {confidence: 'confirmed', words: `${text} is here, and ${formatMac(one.mac)} answers for it`};
  const advertiser = mastersOf(subject.others, now).find(
    ({addresses, lastSeen, interval}) =>
      includes(addresses, address) && lastSeen > (view.since ?? Number.NEGATIVE_INFINITY) + crossingOf(interval),
  );
  // one alone may have crossed ours: it may be about to take it over, and we to give it up, or the other way round
  const began = Math.max(advertiser?.speakingSince ?? 0, view.since ?? 0);
  const isLasting = advertiser && advertiser.lastSeen > began + 0.5 * advertiser.interval;
  const claim = claims.find(
    entry =>
      isNewerThan(entry, view) &&
      now - (entry.announcedAt ?? 0) <= claimed &&
      !isWithdrawn(entry, subject, address, now),
  );
  if (claim && !isLasting)
    return {
      confidence: 'suspected',
      words: `${text} is here, and ${formatMac(claim.mac)} announced it ${span(now - (claim.announcedAt ?? 0))} ago`,
    };
  return (
    advertiser && {
      confidence: isLasting ? 'likely' : 'suspected',
      words: `${text} is here, and ${formatAddress(advertiser.source)} advertises it`,
    }
  );
}

/** Whoever advertised it then does so no more: it has given it up, or fell silent, which is said otherwise. */
function isWithdrawn({announcedAt = 0}: Claim, {others}: Subject, address: Address, now: Milliseconds): boolean {
  return others.some(
    speaker =>
      includes(speaker.addresses, address) &&
      speaker.lastSeen >= announcedAt - speaker.interval &&
      mastersOf([speaker], now).length === 0 &&
      speaker.state !== 'silent',
  );
}

function isNewerThan({announcedAt}: Claim, {since}: AddressView): boolean {
  return announcedAt !== undefined && announcedAt > (since ?? 0);
}

export function findMissingAddresses(item: Case): Finding[] {
  const {subject, view, now} = item;
  const gone = missing(view.addresses);
  if (view.state !== 'master' || gone.length === 0) return [];
  const changed = lastChange(gone);
  const since = Math.max(changed ?? 0, view.since?.at ?? 0);
  if (now - since < 2 * intervalOf(subject)) return [];
  const isTold = view.evidence.some(({source, says}) => says === 'master' && source !== 'kernel');
  return [
    finding('missing-address', item, isTold ? 'confirmed' : 'likely', 'a master without all of its addresses', [
      `not on ${view.identity.interface}: ${addressList(gone.map(({address}) => address))}`,
      ...gone.filter(({elsewhere}) => elsewhere.length > 0).map(elsewhereWords),
    ]),
  ];
}

export function findStrayAddresses(item: Case): Finding[] {
  const {subject, view, now} = item;
  const here = present(view.addresses);
  const isElse = view.state !== 'master' && view.state !== 'unknown';
  const since = Math.max(lastChange(here) ?? 0, view.since?.at ?? 0);
  if (!isElse || here.length === 0 || now - since < 2 * intervalOf(subject)) return [];
  return [
    finding('stray-address', item, 'likely', `addresses on a host that is ${view.state}`, [
      `on ${view.identity.interface}: ${addressList(here.map(({address}) => address))}`,
      ...view.evidence.filter(({says}) => says !== undefined && says !== 'master').map(({words}) => words),
    ]),
  ];
}

function elsewhereWords({address, elsewhere}: AddressView): string {
  return `${formatAddress(address)} is on ${elsewhere.join(', ')} instead`;
}

function includes(addresses: readonly Address[], address: Address): boolean {
  const key = addressKey(address);
  return addresses.some(other => addressKey(other) === key);
}
