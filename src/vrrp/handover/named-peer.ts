import {type Address, addressKey, formatAddress, isSameAddress} from '../../net/address.js';
import {formatMac} from '../../net/mac.js';
import type {Objection, StandbyEvidence, Station, SwitchOutcome, SwitchRequest} from './router-owner.js';

/**
 * What speaks against giving up in favour of a named peer where nobody can be told to take over: another one may. It is
 * that peer if nobody else is there, or if all have told their priorities and it has the highest.
 */
export function objectionsToPeer(
  {peer}: Pick<SwitchRequest, 'peer'>,
  evidence: readonly StandbyEvidence[],
): readonly Objection[] {
  if (!peer) return [];
  const stations = evidence.flatMap(({station}) => station ?? []);
  const named = sameHost(stations, peer);
  const who = formatAddress(peer);
  if (named.length === 0)
    return [{code: 'no-peer', words: `nobody is known at ${who} who would take over`, isForceable: true}];
  const others = stations.filter(station => !named.includes(station));
  const best = Math.max(...named.map(({priority}) => priority ?? Number.NEGATIVE_INFINITY));
  if (others.every(({priority}) => priority !== undefined && priority < best)) return [];
  const names = [...new Set(others.map(stationName))].join(', ');
  return [
    {
      code: 'other-standby',
      words: `${names} may take over instead of ${who}: of those that are there the highest priority wins, and not all have told theirs (--peer HOST asks them)`,
      isForceable: true,
    },
  ];
}

/** The end of a switch to a named peer, which is not reached where another took over. */
export function endAtPeer<End extends Pick<SwitchOutcome, 'result' | 'words'>>(
  end: End,
  {peer}: Pick<SwitchRequest, 'peer'>,
  masters: readonly (Address | undefined)[],
): End {
  const isElse = peer && masters.some(master => master && !isSameAddress(master, peer));
  if (!isElse || end.result !== 'done') return end;
  return {...end, result: 'late', words: `${end.words}, and not ${formatAddress(peer)}`};
}

/** All that is known of the host with this address: by shared addresses and Ethernet addresses. */
function sameHost(stations: readonly Station[], peer: Address): readonly Station[] {
  const addresses = new Set([addressKey(peer)]);
  const macs = new Set<number>();
  let found: readonly Station[] = [];
  for (;;) {
    const next = stations.filter(
      ({addresses: own, mac}) =>
        own.some(address => addresses.has(addressKey(address))) || (mac !== undefined && macs.has(mac.value)),
    );
    if (next.length === found.length) return found;
    found = next;
    for (const {addresses: own, mac} of found) {
      for (const address of own) addresses.add(addressKey(address));
      if (mac) macs.add(mac.value);
    }
  }
}

function stationName({addresses, mac}: Station): string {
  const [address] = addresses;
  return address ? formatAddress(address) : mac ? formatMac(mac) : 'another host';
}
