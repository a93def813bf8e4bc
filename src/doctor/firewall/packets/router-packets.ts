import {type Address, formatAddress} from '../../../net/address.js';
import {advertisementGroups} from '../../../vrrp/multicast.js';
import type {DirectorNeeds} from '../director-needs.js';
import type {NeededPacket} from '../packet.js';
import {ownAddress, plain} from './packet-parts.js';

/** VRRP (RFC 9568 §9), and the authentication header before it (RFC 2338 §5.3.6). */
const vrrp = {plain: 112, authenticated: 51} as const;

/** Advertisements, in and out. */
export function routerPackets({routers, network, heard}: DirectorNeeds): readonly NeededPacket[] {
  return routers.flatMap(router => {
    const {family, interface: link, unicastPeers, name} = router;
    const protocol = router.authentication.type === 'ah' ? vrrp.authenticated : vrrp.plain;
    const group = router.multicastGroup ?? advertisementGroups[family];
    const own = ownAddress(network, link, family);
    const common = {...plain, family, protocol};
    const kind = unicastPeers ? 'unicast VRRP' : 'VRRP';
    const known = unicastPeers ?? heard.get(name) ?? [];
    const peers: readonly (Address | undefined)[] = known.length > 0 ? known : [undefined];
    const isIn = unicastPeers ? 'local' : 'multicast';
    const isOut = unicastPeers ? 'unicast' : 'multicast';
    const from = (peer: Address | undefined) => (peer ? ` from ${formatAddress(peer)}` : '');
    const to = (peer: Address | undefined) => (peer ? ` to ${formatAddress(peer)}` : '');
    return [
      ...peers.map(
        (source): NeededPacket => ({
          purpose: 'vrrp',
          words: `${kind} in on ${link}${from(source)} (${name})`,
          path: 'in',
          packet: {...common, source, destination: unicastPeers ? own : group, in: link, destinationType: isIn},
        }),
      ),
      ...(unicastPeers ?? [undefined]).map(
        (peer): NeededPacket => ({
          purpose: 'vrrp',
          words: `${kind} out on ${link}${to(peer)} (${name})`,
          path: 'out',
          packet: {...common, source: own, destination: peer ?? group, out: link, destinationType: isOut},
        }),
      ),
    ];
  });
}
