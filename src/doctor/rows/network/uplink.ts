import {masquerading} from '../../../ipvs/forwarding.js';
import {formatAddress} from '../../../net/address.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {shellWord} from '../../shell-word.js';
import {serversBy} from '../../table-facts.js';

/** Whether there is a way out. */
export const uplink: DoctorRow = {
  code: 'uplink',
  group: 'network',
  title: 'the way out',
  explanation:
    "Answers of masqueraded servers go to clients by the default route of this host, and VRRP does not notice when the router behind it is dead: both directors look well while clients see neither. With --probe the gateways are asked by ARP or neighbour discovery, which changes nobody's cache.",
  diagnose(facts) {
    const {routes, gateways, network} = facts;
    if (!routes.known) return [unknown(routes.words)];
    const defaults = routes.value.filter(({to}) => to === undefined);
    if (defaults.length === 0) return [withoutDefault(facts)];
    const dead = network.known
      ? defaults.filter(({interface: on}) => network.value.links.some(one => one.name === on && !one.isRunning))
      : [];
    const silent = gateways.known ? gateways.value.filter(({answers}) => !answers) : [];
    const found = [
      ...dead.map(({interface: on, family, metric}) => {
        const isSpare = defaults.some(one => one.family === family && one.metric < metric && !dead.includes(one));
        return (isSpare ? risk : wrong)({
          subject: `default route on ${on}`,
          is: 'its interface is down or has no carrier',
          shouldBe: 'running',
          why: isSpare
            ? 'It is the spare of another default route, and would not be one.'
            : 'Nothing leaves by it: answers to clients elsewhere are lost.',
          advice: `see ip link show ${shellWord(String(on))}, the cable and the switch; track the interface in the virtual router, so that the other director takes over`,
        });
      }),
      ...silent
        .filter(({interface: on}) => !dead.some(one => one.interface === on))
        .map(({address, interface: on}) =>
          wrong({
            subject: `gateway ${formatAddress(address)} on ${on}`,
            is: 'it does not answer',
            shouldBe: 'an answer to ARP or neighbour discovery',
            why: 'Answers to clients behind it are lost, while VRRP on this segment goes on.',
            advice:
              'see to the router; until then lvsctl vrrp switch moves the addresses, if the other director reaches it',
          }),
        ),
    ];
    const ways = defaults.map(({gateway, interface: on}) => `${gateway ? `${formatAddress(gateway)} ` : ''}on ${on}`);
    return foundOr(found, good(`${ways.join(', ')}${gateways.known ? '; it answers' : '; not asked (--probe)'}`));
  },
};

function withoutDefault(facts: DirectorFacts) {
  if (serversBy(facts, masquerading).length === 0)
    return none('there is no default route, and no server that is masqueraded');
  return risk({
    is: 'there is no default route',
    shouldBe: 'one',
    why: 'Answers of masqueraded servers reach only clients on the networks of this host.',
    advice: 'ip route add default via GATEWAY, and the same in the configuration of the network',
  });
}
