import {addressKey} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import {type Speaker, overdueAdvertisements} from '../observer/speaker.js';
import type {MasterView, PeerState, PeerView} from './instance-view.js';
import {mastersOf, type Subject} from './subject.js';

/** Who else was heard, and the configured peers that were not. */
export function peersOf(subject: Subject, now: Milliseconds): readonly PeerView[] {
  const heard = subject.others.map(speaker => heardPeer(subject, speaker, now));
  const known = new Set(subject.others.map(({source}) => addressKey(source)));
  const unheard = (subject.wanted?.unicastPeers ?? []).filter(address => !known.has(addressKey(address)));
  return [
    ...heard,
    ...unheard.map(
      (address): PeerView => ({
        address,
        state: 'unknown',
        priority: undefined,
        version: undefined,
        interval: undefined,
        addresses: undefined,
        firstSeen: undefined,
        lastSeen: undefined,
        missed: 0,
        transitions: 0,
        isUnicast: true,
      }),
    ),
  ];
}

function heardPeer({segment}: Subject, speaker: Speaker, now: Milliseconds): PeerView {
  const {source, priority, version, interval, addresses, firstSeen, lastSeen, transitions, isUnicast} = speaker;
  const quiet = now - Math.max(lastSeen, segment?.attentiveSince ?? now);
  return {
    address: source,
    state: stateOf(speaker, now),
    priority,
    version,
    interval,
    addresses,
    firstSeen,
    lastSeen,
    missed: speaker.missed + overdueAdvertisements(speaker, quiet),
    transitions,
    isUnicast,
  };
}

function stateOf(speaker: Speaker, now: Milliseconds): PeerState {
  if (speaker.state !== 'speaking') return speaker.state;
  return now - speaker.lastSeen > 2 * speaker.interval ? 'overdue' : 'master';
}

/** This host if it is; else who is heard with the most right. */
export function masterOf(
  {own, others, router}: Subject,
  isThisHost: boolean,
  priority: number | undefined,
  since: Milliseconds | undefined,
  now: Milliseconds,
): MasterView | undefined {
  if (isThisHost) return {address: own?.source, isThisHost, priority, since};
  const [master] = mastersOf(others, now).toSorted((a, b) => b.priority - a.priority);
  if (!master) return undefined;
  const isHolder = router?.holder !== undefined && addressKey(router.holder.source) === addressKey(master.source);
  return {
    address: master.source,
    isThisHost: false,
    priority: master.priority,
    since: isHolder ? router.holder?.since : undefined,
  };
}
