import {formatAddress} from '../../../net/address.js';
import {arpRules} from '../../arp-rules.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {quietAddresses} from '../../quiet-addresses.js';
import {interfaceSysctl, interfaceSysctlName, sysctlCommand, sysctlRemedy} from '../../sysctl-facts.js';

/** Whether this host answers for addresses that are a director's. */
export const arpIgnore: DoctorRow = {
  code: 'arp-ignore',
  group: 'kernel',
  title: 'ARP for addresses of the director',
  explanation:
    'A real server with direct routing or tunnels has the virtual address too, on lo or a dummy, and Linux answers ARP for it on every interface: clients then reach one real server instead of the director. arp_ignore = 1 (or 2) answers only for addresses of the interface that was asked; the larger of all and the interface counts. arp_ignore of lo does nothing, whatever is said about it, nor does 3 for an address of global scope. Rules of arptables or nf_tables that drop such questions and change such sources do the same, as Red Hat tells it; they are not read. IPv6 needs none of it: neighbour discovery answers only for addresses of the interface. Documentation/networking/ip-sysctl.rst; tried on Linux 6.1.',
  diagnose(facts) {
    const {network, sysctls, role} = facts;
    if (!network.known || !sysctls.known) return [unknown('interfaces and their sysctls are not known')];
    const addresses = quietAddresses(facts);
    const rules = arpRules(facts);
    const found = askedInterfaces(addresses).flatMap(({on, names, say, isSaid}) => {
      const ignore = interfaceSysctl(facts, 'arp_ignore', on);
      if (!ignore || ignore.value === 1 || ignore.value === 2 || ignore.value === 8) return [];
      const name = interfaceSysctlName('arp_ignore', on);
      if (rules !== undefined) return [unknown(`${ignore.value}; ${rules} may keep it quiet`, seeArpRules, name)];
      return [
        say({
          subject: name,
          is: String(ignore.value),
          shouldBe: '1',
          why: `This host answers ARP on ${on} for ${names}: clients and routers that ask may take it for the director.`,
          advice: isSaid ? sysctlCommand(name, 1) : `${sysctlCommand(name, 1)}, ${ifRealServer}`,
          remedy:
            ignore.all > 2 || !isSaid
              ? undefined
              : sysctlRemedy(name, 1, `addresses of ${on} itself are still answered for there`),
        }),
      ];
    });
    return foundOr(found, addresses.length > 0 ? good('quiet') : none(nothingQuiet(role)));
  },
};

/** Where somebody may ask, for what, and how bad that is: a master is to be asked, until it is backup. */
export function askedInterfaces(
  addresses: ReturnType<typeof quietAddresses>,
): {readonly on: string; readonly names: string; readonly say: typeof wrong; readonly isSaid: boolean}[] {
  const byInterface = new Map<string, (typeof addresses)[number][]>();
  for (const one of addresses)
    for (const name of one.asked) byInterface.set(name, [...(byInterface.get(name) ?? []), one]);
  return [...byInterface].map(([on, asked]) => {
    const names = asked.slice(0, most).map(({address, on: inner}) => `${formatAddress(address)} (on ${inner})`);
    return {
      on,
      names: `${names.join(', ')}${asked.length > most ? ` and ${asked.length - most} more` : ''}`,
      say: asked.every(({isHeld}) => isHeld) ? risk : wrong,
      isSaid: asked.every(one => one.isSaid),
    };
  });
}

/** NB: a host that has an address on lo for a service of its own is to be asked for it: --fix would cut it off. */
export const ifRealServer = 'if another host is to be asked for them; lvsctl doctor --as real-server --fix does it';

/** What tells whether rules do instead. */
export const seeArpRules =
  'see arptables -L -n, or nft list tables arp, or ask with lvsctl doctor --probe on the director';

/** Addresses that are named. */
const most = 3;

export function nothingQuiet(role: DirectorFacts['role']): string {
  return role === 'real-server'
    ? 'no virtual address on lo or a dummy: is this a real server with direct routing?'
    : 'no address of another director on lo or a dummy';
}
