import {formatAddress, isSameAddress} from '../../../net/address.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {AddressAnswer, DirectorFacts} from '../../facts.js';
import {directRouting} from '../../../ipvs/forwarding.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {serversBy} from '../../table-facts.js';

/** Whether anybody else answers for a virtual address. */
export const answersForVip: DoctorRow = {
  code: 'answers-for-vip',
  group: 'network',
  title: 'who answers for virtual addresses',
  explanation:
    "With direct routing every real server has the address of the service, and must not say so: arp_ignore = 1 and arp_announce = 2 on its interface, the address on lo (kernel documentation, networking/ip-sysctl). One that answers ARP gets all clients of its segment past the director. Two masters look the same. With --probe the segments are asked, by ARP probes and neighbour solicitations that change nobody's cache.",
  diagnose(facts) {
    const {answers} = facts;
    if (!answers.known) return [unknown(answers.words)];
    if (answers.value.length === 0) return [none('there are no virtual addresses on networks of this host')];
    const found = answers.value.flatMap(answer => {
      const others = answer.macs.length - (isHere(answer, facts) ? 0 : 1); // a master elsewhere may answer
      if (others <= 0) return [];
      const isDirect = serversBy(facts, directRouting).some(
        ({service: {id}}) => id.type === 'fwmark' || isSameAddress(id.address, answer.address),
      );
      return [
        wrong({
          subject: `${formatAddress(answer.address)} on ${answer.interface}`,
          is: `${answer.macs.join(', ')} ${answer.macs.length === 1 ? 'answers' : 'answer'} for it${isHere(answer, facts) ? ', and this host has it' : ''}`,
          shouldBe: 'one host',
          why: 'Which of them a client talks to is a matter of chance, and changes when its cache ages: connections break, or go past the director.',
          advice: isDirect
            ? 'find the host by its Ethernet address (ip neighbour, the switch). A real server: sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2 there, with the address on lo. Another director: see row vrrp'
            : 'find the host by its Ethernet address (ip neighbour, the switch), and take the address away from it',
        }),
      ];
    });
    return foundOr(
      found,
      good(`nobody else answers for ${answers.value.length === 1 ? 'it' : `any of ${answers.value.length}`}`),
    );
  },
};

function isHere({address, interface: on}: AddressAnswer, {network}: DirectorFacts): boolean {
  if (!network.known) return false;
  const index = network.value.links.find(({name}) => name === on)?.index;
  return network.value.addresses.some(one => one.interface === index && isSameAddress(one.address, address));
}
