import {arpRules} from '../../arp-rules.js';
import type {DoctorRow} from '../../doctor-row.js';
import {foundOr, good, none, unknown} from '../../outcomes.js';
import {quietAddresses} from '../../quiet-addresses.js';
import {interfaceSysctl, interfaceSysctlName, sysctlCommand, sysctlRemedy} from '../../sysctl-facts.js';
import {askedInterfaces, ifRealServer, nothingQuiet, seeArpRules} from './arp-ignore.js';

/** Whether this host's own questions spread addresses that are a director's. */
export const arpAnnounce: DoctorRow = {
  code: 'arp-announce',
  group: 'kernel',
  title: 'ARP with addresses of the director',
  explanation:
    "A real server with direct routing or tunnels answers clients with the virtual address. Its own ARP questions for the way there carry that address too, and whoever hears them learns that the address is here: the router's entry of the director is overwritten. arp_announce = 2 asks with an address of the interface; 1 does not help where the virtual address is of the same network. The larger of all and the interface counts. Documentation/networking/ip-sysctl.rst; tried on Linux 6.1.",
  diagnose(facts) {
    const {network, sysctls, role} = facts;
    if (!network.known || !sysctls.known) return [unknown('interfaces and their sysctls are not known')];
    const addresses = quietAddresses(facts);
    const rules = arpRules(facts);
    const found = askedInterfaces(addresses).flatMap(({on, names, say, isSaid}) => {
      const announce = interfaceSysctl(facts, 'arp_announce', on);
      if (!announce || announce.value === 2) return [];
      const name = interfaceSysctlName('arp_announce', on);
      if (rules !== undefined) return [unknown(`${announce.value}; ${rules} may keep it quiet`, seeArpRules, name)];
      return [
        say({
          subject: name,
          is: String(announce.value),
          shouldBe: '2',
          why: `ARP questions that leave by ${on} may carry ${names} as their source: routers learn from them that this host is the director.`,
          advice: isSaid ? sysctlCommand(name, 2) : `${sysctlCommand(name, 2)}, ${ifRealServer}`,
          remedy: isSaid ? sysctlRemedy(name, 2, `questions carry an address of ${on} instead`) : undefined,
        }),
      ];
    });
    return foundOr(found, addresses.length > 0 ? good('quiet') : none(nothingQuiet(role)));
  },
};
