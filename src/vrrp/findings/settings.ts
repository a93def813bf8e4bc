import {addressKey, type Address, formatAddress} from '../../net/address.js';
import type {Speaker} from '../observer/speaker.js';
import {type Case, finding} from './case.js';
import type {Finding} from './finding.js';
import {rangeOf} from './priorities.js';
import {mastersOf} from './subject.js';
import {addressList} from './words.js';
import type {WantedInstance} from './wanted-instance.js';

/** What was heard before may have been mended since: whoever has fallen silent does not tell. */
const minute = 60_000;

/** Lists that differ from ours; or, where none is ours, from each other. */
export function findAddressListDifferences(item: Case): Finding[] {
  const {subject, now} = item;
  const {wanted} = subject;
  if (wanted?.ignoresAddressLists) return [];
  const heard = heardLately(item).toSorted((a, b) => b.lastSeen - a.lastSeen);
  const [last] = heard;
  const expected = wanted
    ? wanted.addresses.filter(({isExcluded}) => !isExcluded).map(({address}) => address)
    : last?.addresses;
  if (!expected) return [];
  const against = wanted ? 'wanted here' : `advertised by ${last ? formatAddress(last.source) : 'another'}`;
  const different = heard.filter(
    ({addresses}) => without(addresses, expected).length > 0 || without(expected, addresses).length > 0,
  );
  if (different.length === 0) return [];
  const proof = different.map(({source, addresses}) => {
    const unknown = without(addresses, expected);
    const absent = without(expected, addresses);
    const more = unknown.length > 0 ? `, only there: ${addressList(unknown)}` : '';
    const less = absent.length > 0 ? `, only ${against}: ${addressList(absent)}` : '';
    return `${formatAddress(source)} advertises ${addresses.length} addresses, ${expected.length} are ${against}${more}${less}`;
  });
  const confidence = mastersOf(different, now).length > 0 ? 'confirmed' : 'suspected';
  return [finding('address-list-differs', item, confidence, 'peers advertise different addresses', proof)];
}

function heardLately({subject: {others}, now}: Case): readonly Speaker[] {
  return others.filter(({lastSeen}) => now - lastSeen <= minute);
}

function without(list: readonly Address[], others: readonly Address[]): readonly Address[] {
  const keys = new Set(others.map(addressKey));
  return list.filter(address => !keys.has(addressKey(address)));
}

/** What makes checkAdvertisement, or keepalived, discard what a peer says. */
export function findSettingDifferences(item: Case): Finding[] {
  const {wanted} = item.subject;
  if (!wanted) return [];
  const different = heardLately(item).filter(speaker => differences(wanted, speaker).length > 0);
  if (different.length === 0) return [];
  const proof = different.flatMap(speaker =>
    differences(wanted, speaker).map(words => `${formatAddress(speaker.source)}: ${words}`),
  );
  const confidence = mastersOf(different, item.now).length > 0 ? 'confirmed' : 'suspected';
  return [finding('settings-differ', item, confidence, 'peers discard what they hear', proof)];
}

function differences(wanted: WantedInstance, speaker: Speaker): string[] {
  if (speaker.version !== wanted.version) return [`version ${speaker.version}, here ${wanted.version}`];
  const found: string[] = [];
  if (speaker.isUnicast !== (wanted.unicastPeers !== undefined))
    found.push(speaker.isUnicast ? 'unicast, here multicast' : 'multicast, here unicast');
  if (speaker.hasTrailer) found.push("signed with keepalived's auth_hmac, which is not wanted here");
  if (wanted.version === 3) return found; // RFC 9568 §7.1: another interval is learnt
  if (speaker.interval !== wanted.interval)
    found.push(`an interval of ${speaker.interval} ms, here ${wanted.interval} ms`);
  const theirs = speaker.authentication;
  const ours = wanted.authentication;
  if (theirs && theirs.type !== ours.type) found.push(`authentication ${theirs.type}, here ${ours.type}`);
  if (
    theirs?.type === 'password' &&
    ours.type === 'password' &&
    ours.password &&
    !theirs.password.isSame(ours.password)
  )
    found.push('another password');
  return found;
}

export function findClearAuthentication(item: Case): Finding[] {
  const {wanted, others} = item.subject;
  const heard = others.filter(({authentication}) => authentication?.type === 'password');
  const isOurs = wanted?.version === 2 && wanted.authentication.type === 'password';
  if (heard.length === 0 && !isOurs) return [];
  return [
    finding('clear-authentication', item, 'confirmed', 'a password in clear', [
      ...(isOurs ? ['the configuration has authentication type PASS'] : []),
      ...heard.map(({source}) => `${formatAddress(source)} sends its password with every advertisement`),
    ]),
  ];
}

/** Weights that cannot bring us below the peer, nor above it. */
export function findFixedRoles(item: Case): Finding[] {
  const {wanted, others} = item.subject;
  if (!wanted) return [];
  const weighted = wanted.tracked.filter(({weight}) => weight !== 0);
  if (weighted.length === 0) return [];
  const {least, most} = rangeOf(wanted);
  const proof = others.flatMap(({source, priority}) => {
    const staysAbove = least > priority;
    const staysBelow = most < priority;
    if (!staysAbove && !staysBelow) return [];
    const side = staysAbove ? 'above' : 'below';
    return [`${formatAddress(source)} was heard with priority ${priority}: this host stays ${side} it`];
  });
  if (proof.length === 0) return [];
  const names = weighted.map(({kind, name, weight}) => `${kind} ${name} (weight ${weight})`).join(', ');
  return [
    finding('fixed-roles', item, 'likely', 'weights that can never change roles', [
      `the priority here is ${wanted.priority}, and tracking keeps it within ${least}..${most}`,
      ...proof,
      `tracked: ${names}`,
      ...(wanted.preempts ? [] : ['nopreempt: as backup it does not take over from a lower priority either']),
    ]),
  ];
}
