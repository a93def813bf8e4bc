import {type Address, isSameAddress} from '../../net/address.js';
import {parsePrefix} from '../../net/prefix.js';
import type {RouterState} from '../../director/protocol/director-state.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterWorld} from '../router-world.js';
import {callDirector} from './director-control.js';
import type {DirectorManager} from './director-manager.js';

/** A virtual router that the director is master of. */
export interface OwnRouter {
  readonly name: string;
  readonly addresses: readonly Address[];
}

/** Only begun when it is answered: announcements are sent between advertisements. */
const patience: Milliseconds = 10_000;

/** Announcements of a director that runs: the neighbours are to hear of an address from one program, at one pace. */
export class DirectorAnnouncer {
  constructor(
    private readonly world: Pick<RouterWorld, 'after' | 'runFolder'>,
    private readonly director: Pick<DirectorManager, 'state' | 'isLive'>,
  ) {}

  /** What the director would announce itself: of a router or sync group by name, or of whatever has these addresses. */
  routersOf(target: string | readonly Address[]): readonly OwnRouter[] {
    if (!this.director.isLive) return [];
    const masters = (this.director.state?.routers ?? []).filter(({state}) => state === 'master');
    const own = masters.map(router => ({...router, addresses: addressesOf(router)}));
    const named = own.filter(({name}) => name === target);
    const meant =
      typeof target === 'string'
        ? named.length > 0
          ? named
          : own.filter(({group}) => group === target)
        : own.filter(({addresses}) => addresses.some(one => target.some(other => isSameAddress(one, other))));
    return meant.map(({name, addresses}) => ({name, addresses}));
  }

  /** Has all addresses of a router announced. @returns how many. Rejects with ProtocolError or NoAnswer */
  async announce(router: string): Promise<number> {
    const {addresses} = await callDirector(this.world, 'announce', {target: router}, patience);
    return addresses;
  }
}

function addressesOf({addresses, excluded}: RouterState): readonly Address[] {
  return [...addresses, ...excluded].flatMap(text => parsePrefix(text)?.address ?? []);
}
