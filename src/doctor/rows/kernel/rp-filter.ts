import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {quietAddresses} from '../../quiet-addresses.js';
import {interfacesOfServices} from '../../interfaces-of-services.js';
import {shellWord} from '../../shell-word.js';
import {interfaceSysctl, interfaceSysctlName, sysctlCommand, sysctlRemedy} from '../../sysctl-facts.js';
import {count} from '../../table-facts.js';

/** Whether packets are dropped for the way they came. */
export const rpFilter: DoctorRow = {
  code: 'rp-filter',
  group: 'kernel',
  title: 'reverse path filter',
  explanation:
    'With rp_filter = 1 a packet is dropped unless its answer would leave by the interface it came in by; with 2, unless there is any way back. The larger of all and the interface counts. On a real server, packets out of a tunnel (tunl0) never pass 1, nor 2 where the tunnel interface has no address. On a director, clients that come in by another interface than their answers would leave by do not pass 1: the kernel is asked, with its policy routing, about examples of clients from afar (as ip route get … from … iif does), and how many packets it has dropped (IPReversePathFilter). Both tried on Linux 6.1; Documentation/networking/ip-sysctl.rst.',
  diagnose(facts) {
    if (!facts.network.known || !facts.sysctls.known) return [unknown('interfaces and their sysctls are not known')];
    const found = [...ofTunnels(facts), ...ofClients(facts)];
    return foundOr(found, filters(facts) ? good('lets the packets of this host pass') : none('off'));
  },
};

function filters(facts: DirectorFacts): boolean {
  return linksOf(facts).some(({name}) => (interfaceSysctl(facts, 'rp_filter', name)?.value ?? 0) > 0);
}

function linksOf({network}: DirectorFacts) {
  return network.known ? network.value.links : [];
}

/** Packets of a director that end here. NB: a director sends through tunnels without such an interface; other hosts have tunnels of their own. */
function ofTunnels(facts: DirectorFacts): Diagnosis[] {
  if (facts.role !== 'real-server' && quietAddresses(facts).length === 0) return [];
  return linksOf(facts)
    .filter(({name, kind, isUp}) => isUp && (kind === 'ipip' || /^tunl\d/.test(name)))
    .flatMap(({name, index}) => {
      const filter = interfaceSysctl(facts, 'rp_filter', name);
      const hasAddress =
        facts.network.known &&
        facts.network.value.addresses.some(one => one.interface === index && one.address.family === 'ipv4');
      if (!filter || filter.value === 0 || (filter.value === 2 && hasAddress)) return [];
      const culprit = filter.all > 0 ? 'all' : name;
      const sysctl = interfaceSysctlName('rp_filter', culprit);
      return [
        wrong({
          subject: sysctl,
          is: String(filter.value),
          shouldBe: '0',
          why: `Packets that a director sends through a tunnel come out of ${name}, where no answer would leave: they are all dropped.`,
          advice:
            culprit === 'all'
              ? `${sysctlCommand(sysctl, 0)}, after setting rp_filter = ${filter.all} on each interface that is to keep it`
              : sysctlCommand(sysctl, 0),
          // all would be off for every interface that relies on it
          remedy:
            culprit === 'all' ? undefined : sysctlRemedy(sysctl, 0, 'only packets out of the tunnel are let through'),
        }),
      ];
    });
}

/**
 * Interfaces with an address of a service, by which the kernel takes no clients from afar. NB: where it takes them by
 * another, these are for clients near by; and where nobody was dropped yet, nobody from afar may ever come.
 */
function ofClients(facts: DirectorFacts): Diagnosis[] {
  const strict = serviceInterfaces(facts).filter(name => interfaceSysctl(facts, 'rp_filter', name)?.value === 1);
  if (strict.length === 0) return [];
  const {reversePath} = facts;
  if (!reversePath.known) return [unknown(`strict on ${strict.join(', ')}; ${reversePath.words}`)];
  const {takes, drops, dropped, hasMarkRules} = reversePath.value;
  if (takes.length > 0) return [];
  return strict
    .filter(name => drops.includes(name))
    .map(name => {
      const sysctl = interfaceSysctlName('rp_filter', name);
      if (hasMarkRules)
        return unknown(
          '1; rules of policy routing go by marks, which cannot be told from here',
          seeRoute(name),
          sysctl,
        );
      if (dropped === 0)
        return unknown('1; clients from afar would be dropped, and none has come so far', seeRoute(name), sysctl);
      return risk({
        subject: sysctl,
        is: `1${dropped === undefined ? '' : `, and the filters of this host have dropped ${count(dropped, 'packet')}`}`,
        shouldBe: '2',
        why: `Virtual addresses are on ${name}, and answers to clients from afar would leave by another interface: such clients that come in by ${name} are dropped without a word. The kernel was asked.`,
        advice: `${sysctlCommand(sysctl, 2)}, if clients from afar come in by ${name}`,
        remedy: sysctlRemedy(sysctl, 2, 'loose: sources without any way back are still dropped'),
      });
    });
}

function seeRoute(name: string): string {
  return `ip route get VIP from CLIENT iif ${shellWord(name)}`;
}

/** Those that have a virtual address of IPv4. */
function serviceInterfaces({network, ipvs}: DirectorFacts): readonly string[] {
  if (!network.known || !ipvs.known) return [];
  return interfacesOfServices(network.value, ipvs.value.table).map(({link}) => link.name);
}
