import {addressKey, formatAddress} from '../../../net/address.js';
import type {LintRule} from '../../lint-rule.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';

/** What is wrong with roles and peers. */
export const roleRules: readonly LintRule<KeepalivedSubject>[] = [
  {
    code: 'master-without-priority',
    severity: 'warning',
    title: 'state MASTER without a priority',
    consequence: 'keepalived takes 255, which nothing that is tracked can lower: only a fault moves the addresses',
    correction: 'priority N with N up to 254, higher than that of the peer',
    *check({config, text}) {
      for (const {place, state, name} of config.vrrp.instances)
        if (state === 'master' && !text.lastWithin(place, 'priority'))
          yield {place: text.placeWithin(place, 'state'), message: `${name} is MASTER and has no priority`};
    },
  },
  {
    code: 'unicast-peer-is-self',
    severity: 'error',
    title: 'a router that is its own unicast peer',
    consequence: 'it sends advertisements to itself; the other router may get none, and both become master',
    correction: 'unicast_peer with the address of the other router only',
    *check({config, text}) {
      for (const {place, sourceAddress, unicastPeers, name} of config.vrrp.instances) {
        if (!sourceAddress || !unicastPeers.some(peer => addressKey(peer.address) === addressKey(sourceAddress)))
          continue;
        yield {
          place: text.placeWithin(place, 'unicast_peer'),
          message: `${name} has its own address, ${formatAddress(sourceAddress)}, among its peers`,
        };
      }
    },
  },
  {
    code: 'virtual-address-as-source',
    severity: 'error',
    title: 'a virtual address as the source of advertisements, or as a peer',
    consequence:
      'the address moves: whoever does not have it cannot send, and the peer is the router itself half of the time',
    correction: 'the addresses that the routers always have: unicast_src_ip of this one, unicast_peer of the other',
    *check({config, text}) {
      for (const {place, sourceAddress, unicastPeers, addresses, name} of config.vrrp.instances) {
        const virtual = new Set(addresses.map(({address}) => addressKey(address)));
        if (sourceAddress && virtual.has(addressKey(sourceAddress)))
          yield {
            place: text.placeWithin(place, 'unicast_src_ip', 'mcast_src_ip'),
            message: `${name} sends from ${formatAddress(sourceAddress)}, which is one of its virtual addresses`,
          };
        for (const {address} of unicastPeers)
          if (virtual.has(addressKey(address)))
            yield {
              place: text.placeWithin(place, 'unicast_peer'),
              message: `${name} has ${formatAddress(address)} as a peer, which is one of its virtual addresses`,
            };
      }
    },
  },
];
