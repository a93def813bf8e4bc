import {formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {InterfaceAddress} from '../ports.js';
import type {HostNetwork} from './host-network.js';
import type {LocalRouter} from './local-router.js';
import type {Reporter} from './reporter.js';

/** So long addresses may be on their way out, and what the network tells on its way here. */
const settling: Milliseconds = 1000;

export interface StrayWorld {
  readonly locals: ReadonlyMap<string, LocalRouter>;
  readonly host: HostNetwork;
  readonly reporter: Reporter;
  isOurs(address: InterfaceAddress): boolean;
  /** The strays of some router are others than before. */
  onChange(): void;
}

/** Sees addresses of virtual routers on this host which it should not have, not being master: what a killed keepalived left, or an administrator. */
export class StrayWatch {
  #lookAt = Number.POSITIVE_INFINITY;

  constructor(private readonly world: StrayWorld) {}

  /** When it wants to be woken; infinity for never. */
  get deadline(): Milliseconds {
    return this.#lookAt;
  }

  /** Something may have changed. */
  suspect(now: Milliseconds): void {
    if (this.#lookAt === Number.POSITIVE_INFINITY) this.#lookAt = now + settling;
  }

  wake(now: Milliseconds): void {
    if (now < this.#lookAt) return;
    this.#lookAt = Number.POSITIVE_INFINITY;
    for (const local of this.world.locals.values()) this.#look(local);
  }

  #look(local: LocalRouter): void {
    const {reporter, isOurs, onChange} = this.world;
    const {strays} = local;
    const found = this.#straysOf(local);
    const fresh = found.filter(one => !strays.includes(one));
    if (fresh.length === 0 && found.length === strays.length) return;
    local.strays = found;
    onChange();
    const [first, ...more] = fresh.filter(one => !isOurs(one)); // ours are told where they cannot be removed
    if (first) reporter.problem(local.name, 'stray', this.#words(first, more.length));
  }

  /** An owner has its addresses whether it is master or not. */
  #straysOf(local: LocalRouter): readonly InterfaceAddress[] {
    const {host} = this.world;
    if (local.state === 'master' || local.settings.priority === 255) return [];
    return local.addresses.flatMap(own => {
      const index = host.links.get(local.linkOf(own))?.index;
      return index === undefined ? [] : host.all(index, own.address);
    });
  }

  #words({interface: index, address, prefixLength}: InterfaceAddress, others: number): string {
    const link = [...this.world.host.links.values()].find(known => known.index === index)?.name ?? String(index);
    const text = formatAddress(address);
    const more = others > 0 ? ` and ${others} more` : '';
    return `${text}${more} is on ${link} of this host, which is not master, and the director has not added it: two hosts may answer for it. Whatever put it there may have been killed: ip address del ${text}/${prefixLength} dev ${link}`;
  }
}
