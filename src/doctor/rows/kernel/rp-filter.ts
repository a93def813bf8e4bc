import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {quietAddresses} from '../../quiet-addresses.js';
import {interfaceSysctl, interfaceSysctlName, sysctlRemedy} from '../../sysctl-facts.js';

/** Whether packets are dropped for the way they came. */
export const rpFilter: DoctorRow = {
  code: 'rp-filter',
  group: 'kernel',
  title: 'reverse path filter',
  explanation:
    'With rp_filter = 1 a packet is dropped unless its answer would leave by the interface it came in by; with 2, unless there is any way back. The larger of all and the interface counts. On a real server, packets out of a tunnel (tunl0) never pass 1, nor 2 where the tunnel interface has no address. On a director, clients that come in by another interface than that of the default route do not pass 1. Both tried on Linux 6.1; Documentation/networking/ip-sysctl.rst.',
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
              ? `sysctl -w ${sysctl}=0, after setting rp_filter = ${filter.all} on each interface that is to keep it`
              : `sysctl -w ${sysctl}=0`,
          // all would be off for every interface that relies on it
          remedy:
            culprit === 'all' ? undefined : sysctlRemedy(sysctl, 0, 'only packets out of the tunnel are let through'),
        }),
      ];
    });
}

/** Interfaces with an address of a service, where the default route leaves by another. */
function ofClients(facts: DirectorFacts): Diagnosis[] {
  const {network, routes, ipvs} = facts;
  if (!network.known || !routes.known || !ipvs.known) return [];
  const defaults = new Set(routes.value.filter(one => one.family === 'ipv4' && !one.to).map(one => one.interface));
  if (defaults.size === 0) return [];
  const routed = new Set(routes.value.filter(one => one.family === 'ipv4' && one.gateway).map(one => one.interface));
  const vips = new Set(
    ipvs.value.table.entries.flatMap(({service: {id}}) =>
      id.type === 'address' && id.address.family === 'ipv4' ? [id.address.value] : [],
    ),
  );
  const inbound = new Set(
    network.value.addresses.flatMap(({interface: index, address}) =>
      address.family === 'ipv4' && vips.has(address.value) ? [index] : [],
    ),
  );
  return network.value.links
    .filter(
      ({index, name, isLoopback}) => inbound.has(index) && !isLoopback && !defaults.has(name) && !routed.has(name),
    )
    .flatMap(({name}) => {
      const filter = interfaceSysctl(facts, 'rp_filter', name);
      if (filter?.value !== 1) return [];
      const sysctl = interfaceSysctlName('rp_filter', name);
      return [
        risk({
          subject: sysctl,
          is: '1',
          shouldBe: '2',
          why: `Virtual addresses are on ${name}, and the default route leaves by ${[...defaults].join(', ')}: clients from afar that come in by ${name} are dropped without a word.`,
          advice: `sysctl -w ${sysctl}=2, if clients from afar come in by ${name}`,
          remedy: sysctlRemedy(sysctl, 2, 'loose: sources without any way back are still dropped'),
        }),
      ];
    });
}
