import {formatServiceId} from '../../../ipvs/service-text.js';
import {type Address, addressKey, formatAddress} from '../../../net/address.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {clusterManager} from '../../cluster-managers.js';
import {count, entriesOf} from '../../table-facts.js';
import {ownAddress, routedAddresses} from '../../virtual-addresses.js';

/** Whether the addresses of services are this host's, or will be when it is master. */
export const serviceWithoutVip: DoctorRow = {
  code: 'service-without-vip',
  group: 'table',
  title: 'addresses of services',
  explanation:
    'IPVS takes requests where local packets arrive, so the address of a service has to be one that this host takes for its own: an address of an interface, or a local route (ip route add local PREFIX dev lo). A director that is not master has none of them and needs none, which is known where its virtual routers are; where a cluster manager runs (pacemaker, rgmanager, the pulse of piranha, ucarp, kube-vip), nothing is said, as it decides that. Services by firewall mark are not looked at: their packets may have any address.',
  diagnose(facts) {
    const services = addressesOf(facts);
    if (services.size === 0) return [facts.ipvs.known ? none('no service with an address') : unknown(facts.ipvs.words)];
    const isOwn = ownAddress(facts);
    if (!isOwn.known) return [unknown(isOwn.words)];
    const routed = routedAddresses(facts);
    const absent = [...services].filter(([, {address}]) => !isOwn.value(address));
    const waiting = absent.filter(([key]) => isWaiting(routed.get(key)?.state));
    const lost = absent.filter(([key]) => !routed.has(key));
    const cluster = clusterManager(facts);
    if (lost.length > 0 && cluster !== undefined)
      return [
        none(
          `${count(lost.length, 'address', 'addresses')} not here: ${cluster} runs, and decides which node has addresses`,
        ),
      ];
    const isHeldElsewhere = facts.managers.known && facts.managers.value.some(one => one.holdsAddresses);
    const mayBeHeld = facts.routers.known ? false : isHeldElsewhere || !facts.managers.known;
    const areAll = facts.programs.known && facts.programs.value.areAll;
    const found = lost.map(([, service]) =>
      mayBeHeld ? untold(service) : areAll ? nowhere(service) : unseen(service),
    );
    const words =
      waiting.length === 0
        ? 'all on this host'
        : `${count(waiting.length, 'address', 'addresses')} with the master, as it should be`;
    return foundOr(found, good(words));
  },
};

interface Addressed {
  readonly address: Address;
  readonly services: string[];
}

function addressesOf(facts: DirectorFacts): ReadonlyMap<string, Addressed> {
  const addresses = new Map<string, Addressed>();
  for (const {
    service: {id},
  } of entriesOf(facts)) {
    if (id.type !== 'address') continue;
    const key = addressKey(id.address);
    const known = addresses.get(key) ?? {address: id.address, services: []};
    known.services.push(formatServiceId(id));
    addresses.set(key, known);
  }
  return addresses;
}

/** NB: that a master lacks an address is a finding of the virtual router itself. */
function isWaiting(state: string | undefined): boolean {
  return state !== undefined && state !== 'master';
}

function nowhere({address, services}: Addressed): Diagnosis {
  const text = formatAddress(address);
  return wrong({
    subject: text,
    is: 'no address of this host, nor of a virtual router of it',
    shouldBe: 'an address of an interface',
    why: `Requests to ${servicesText(services)} do not come in here: IPVS sees none of them.`,
    advice: `ip addr add ${text}/${address.family === 'ipv4' ? 32 : 128} dev INTERFACE, or let keepalived hold it; where a cluster manager that lvsctl does not know has it elsewhere: --ignore service-without-vip`,
  });
}

function untold({address, services}: Addressed): Diagnosis {
  return unknown(
    `no address of this host, for ${servicesText(services)}; which addresses its virtual routers have is not known`,
    'as root, lvsctl doctor knows whether this host waits as backup',
    formatAddress(address),
  );
}

/** In a container somebody outside of it may decide where addresses are. */
function unseen({address, services}: Addressed): Diagnosis {
  return unknown(
    `no address of this host, for ${servicesText(services)}; who holds addresses may run where it cannot be seen from here`,
    'lvsctl doctor on the host itself, as root',
    formatAddress(address),
  );
}

function servicesText(services: readonly string[]): string {
  return services.length === 1
    ? (services[0] as string)
    : `${services[0]} and ${count(services.length - 1, 'more service')}`;
}
