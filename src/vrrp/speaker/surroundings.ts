import {addressKey, type Family} from '../../net/address.js';
import {advertisementLength} from '../advertisement-layout.js';
import type {InterfaceAddress, Link} from '../ports.js';
import type {RouterConfiguration, RouterSettings} from '../router/configuration.js';
import {effectiveCircumstances} from '../router/effective-circumstances.js';
import type {Circumstances} from '../router/router.js';
import {virtualAddresses} from './configuration-difference.js';
import type {HostNetwork} from './host-network.js';
import type {LocalRouter} from './local-router.js';
import {sourceAddress} from './source-address.js';
import type {TrackedValues} from './speaker-control.js';

/** Of IP packets. */
const headerLengths = {ipv4: 20, ipv6: 40} as const satisfies Record<Family, number>;

/** What virtual routers depend on besides packets: links and addresses, what is tracked, what an operator wants. */
export class Surroundings {
  values: TrackedValues = {scripts: {}, files: {}, processes: {}};
  holds: Readonly<Record<string, 'master' | 'backup'>> = {};
  #virtual: ReadonlySet<string> = new Set();

  /** @param isOurs a speaker of this host has added it */
  constructor(
    private readonly host: HostNetwork,
    private readonly isOurs: (address: InterfaceAddress) => boolean,
  ) {}

  set configuration({routers}: RouterConfiguration) {
    this.#virtual = virtualAddresses(routers);
  }

  /** Its address among them, which is its source from now on; and what changes its priority. */
  circumstancesOf(router: LocalRouter): Circumstances {
    const {settings, group} = router;
    const link = this.host.links.get(settings.interface);
    router.source = sourceAddress(settings, link, this.host, this.isVirtual, this.isOurs);
    const {circumstances, adjustments} = effectiveCircumstances(settings, group, {
      links: this.host.links,
      values: this.values,
      hold: this.#holdOf(settings.name) ?? (group && this.#holdOf(group.name)),
      address: router.source,
    });
    router.adjustments = adjustments;
    const faults = [router.socketFault, link && lengthFault(settings, link)].flatMap(fault => fault ?? []);
    return faults.length === 0 ? circumstances : {...circumstances, faults: [...circumstances.faults, ...faults]};
  }

  /** Of a router of this host, whether it is there as that or not. */
  readonly isVirtual = (address: InterfaceAddress): boolean =>
    this.#virtual.has(addressKey(address.address)) || this.isOurs(address);

  #holdOf(name: string) {
    return Object.hasOwn(this.holds, name) ? this.holds[name] : undefined;
  }
}

/** A packet of ours is never fragmented (EMSGSIZE): a master would be silent. */
function lengthFault({family, rules, addresses}: RouterSettings, {name, mtu}: Link): string | undefined {
  const length = headerLengths[family] + advertisementLength(rules.version, family, addresses.length);
  return length <= mtu
    ? undefined
    : `an advertisement of it has ${length} bytes, and link ${name} takes ${mtu}: exclude addresses, on all peers alike`;
}
