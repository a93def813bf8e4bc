import {masquerading} from '../../../ipvs/forwarding.js';
import {addressKey, formatAddress} from '../../../net/address.js';
import type {DoctorRow} from '../../doctor-row.js';
import {wayFinder} from '../../interface-towards.js';
import {foundOr, good, none, risk, unknown} from '../../outcomes.js';
import {entriesOf, serversBy} from '../../table-facts.js';
import {routedAddresses} from '../../virtual-addresses.js';

/** Whether each virtual address is balanced. */
export const vipWithoutService: DoctorRow = {
  code: 'vip-without-service',
  group: 'table',
  title: 'virtual addresses without a service',
  explanation:
    'A virtual address that this host holds as master, and that no service has, is answered by this host itself: a forgotten line, a service that its checks removed with its last server, or a table that somebody cleared. An address on the network of masqueraded servers is taken for their gateway, which needs no service. Nothing is said where there are services by firewall mark: they may have any address.',
  diagnose(facts) {
    if (!facts.routers.known) return [unknown(facts.routers.words)];
    if (!facts.ipvs.known) return [unknown(facts.ipvs.words)];
    const entries = entriesOf(facts);
    const held = [...routedAddresses(facts).values()].filter(one => one.isPresent === true && one.state === 'master');
    if (held.length === 0) return [none('this host holds no virtual address')];
    if (entries.length === 0) return [none('no services: this director may be only a router')];
    if (entries.some(({service: {id}}) => id.type === 'fwmark'))
      return [none('services by firewall mark may have any address')];
    const balanced = new Set(
      entries.flatMap(({service: {id}}) => (id.type === 'address' ? [addressKey(id.address)] : [])),
    );
    const wayTo = wayFinder(facts);
    const inside = new Set(
      serversBy(facts, masquerading).flatMap(({destination}) => {
        const way = wayTo(destination.address);
        return way.type === 'unknown' ? [] : [way.interface];
      }),
    );
    const isGateway = (address: Parameters<typeof wayTo>[0]) => {
      const way = wayTo(address);
      return way.type === 'direct' && inside.has(way.interface);
    };
    const found = held
      .filter(({address}) => !balanced.has(addressKey(address)) && !isGateway(address))
      .map(({address, instance}) =>
        risk({
          subject: formatAddress(address),
          is: `held for ${instance}, and no service has it`,
          shouldBe: 'a service',
          why: 'Clients of this address reach the director itself, which refuses them unless a program of its own serves them.',
          advice:
            'lvsctl journal tells what was removed; lvsctl diff FILE what the configuration has; where a program serves it: --ignore vip-without-service',
        }),
      );
    return foundOr(found, good('each has a service, or is the gateway of masqueraded servers'));
  },
};
