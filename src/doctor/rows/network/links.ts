import {addressKey} from '../../../net/address.js';
import type {Link, NetworkState} from '../../../vrrp/ports.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {foundOr, good, none, risk, unknown, wrong} from '../../outcomes.js';
import {shellWord} from '../../shell-word.js';
import {entriesOf} from '../../table-facts.js';

/** Whether interfaces of virtual addresses can pass packets. */
export const links: DoctorRow = {
  code: 'links',
  group: 'network',
  title: 'links of virtual addresses',
  explanation:
    'An address stays on an interface that is down or whose cable is out, and nobody reaches it there. A bond goes on with one leg of two, and nobody notices until the other goes as well. Looked at are the interfaces that have an address of a service, and those of virtual routers; not dummies, whose addresses need no link.',
  diagnose(facts) {
    const {network} = facts;
    if (!network.known) return [unknown(network.words)];
    const used = usedLinks(facts, network.value);
    if (used.length === 0) return [none('no interface has an address of a service, and none has a virtual router')];
    const found = used.flatMap(link => troubleOf(link, network.value));
    return foundOr(found, good(`${used.map(({name}) => name).join(', ')}: up, with carrier`));
  },
};

function usedLinks(facts: DirectorFacts, {links: all, addresses}: NetworkState): readonly Link[] {
  const virtual = new Set(
    entriesOf(facts).flatMap(({service: {id}}) => (id.type === 'address' ? [addressKey(id.address)] : [])),
  );
  const holders = new Set(addresses.filter(({address}) => virtual.has(addressKey(address))).map(one => one.interface));
  const speakers = new Set(
    facts.routers.known
      ? facts.routers.value.instances.filter(({isWanted}) => isWanted).map(({identity}) => identity.interface)
      : [],
  );
  return all.filter(
    link => !link.isLoopback && !isIdleDummy(link) && (holders.has(link.index) || speakers.has(link.name)),
  );
}

/** NB: an address of a dummy that never was up is local all the same: so has kube-proxy its own on kube-ipvs0. */
function isIdleDummy({kind, isUp}: Link): boolean {
  return kind === 'dummy' && !isUp;
}

function troubleOf(link: Link, network: NetworkState): readonly Diagnosis[] {
  const {name} = link;
  if (!link.isUp)
    return [
      wrong({
        subject: name,
        is: 'it is down',
        shouldBe: 'up',
        why: 'Nobody reaches the addresses on it.',
        advice: `ip link set ${shellWord(name)} up, if nobody took it down on purpose`,
      }),
    ];
  if (!link.isRunning)
    return [
      wrong({
        subject: name,
        is: `it is up and cannot pass packets (${link.hasCarrier ? link.operationalState : 'no carrier'})`,
        shouldBe: 'up with carrier',
        why: 'Nobody reaches the addresses on it.',
        advice: 'see to the cable, the port of the switch, or the link below it',
      }),
    ];
  return bondOf(link, network).flatMap(bond => {
    const legs = network.links.filter(({master}) => master === bond.index);
    return legs
      .filter(leg => !leg.isRunning)
      .map(leg =>
        risk({
          subject: `${leg.name} of ${bond.name}`,
          is: 'it is down or has no carrier',
          shouldBe: 'running',
          why: `${legs.filter(one => one.isRunning).length} of ${legs.length} legs are left: the next failure takes ${name} away.`,
          advice: `see ip link show ${shellWord(leg.name)}, its cable and the port of the switch`,
        }),
      );
  });
}

/** The bond that it is or lies upon. */
function bondOf(link: Link, network: NetworkState): readonly Link[] {
  for (let at: Link | undefined = link, depth = 0; at && depth < 8; depth++) {
    if (at.kind === 'bond') return [at];
    const {parent}: Link = at;
    at = network.links.find(({index}) => index === parent);
  }
  return [];
}
