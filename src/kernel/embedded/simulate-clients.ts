import {type Address, isSameAddress, parseAddress} from '../../net/address.js';
import {newDirector, recordedSalt} from './director.js';
import {createFileStore} from './store/file-store.js';
import {advance} from './traffic/advance.js';
import type {Source} from './traffic/workload.js';

export interface ClientsWish {
  readonly protocol: number;
  readonly address: Address;
  readonly port: number;
  /** 0: none come any more. */
  readonly ratePerSecond: number;
}

/** Lets clients come to a service of the state in a file, instead of those that came before. @throws StateFileError */
export function simulateClients(path: string, wish: ClientsWish, now: number): void {
  createFileStore(path, () => newDirector(now, recordedSalt)).update(director => {
    advance(director, now);
    const {sources = [], scenes = []} = director.workload ?? {};
    const others = sources.filter(
      ({protocol, virtual, port}) =>
        protocol !== wish.protocol || port !== wish.port || !isSameAddress(virtual, wish.address),
    );
    const all = wish.ratePerSecond === 0 ? others : [...others, sourceOf(wish, director.now)];
    director.workload = all.length + scenes.length === 0 ? undefined : {sources: all, scenes};
    return {result: undefined, hasChanged: true};
  });
}

/** Two requests each on average, and a few that are reset or fall silent. */
function sourceOf({protocol, address, port, ratePerSecond}: ClientsWish, now: number): Source {
  return {
    protocol,
    virtual: address,
    port,
    fwmark: 0,
    firstClient: parseAddress(address.family === 'ipv4' ? '198.51.100.1' : '2001:db8:c::1') as Address,
    clients: 50,
    ports: 28_000,
    ratePerSecond,
    requests: 2,
    pauseSeconds: 3,
    requestBytes: 600,
    replyBytes: 12_000,
    resets: 0.01,
    abandoned: 0,
    silent: 0,
    random: 1,
    nextAt: now + 1,
    count: 0,
  };
}
