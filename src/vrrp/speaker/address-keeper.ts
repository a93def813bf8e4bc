import type {Milliseconds} from '../intervals.js';
import type {AddressFailure, InterfaceAddress, NetworkPort} from '../ports.js';
import type {OwnAddress} from '../router/configuration.js';
import {type AddressAnswer, AddressQueue} from './address-queue.js';
import {DueAddresses} from './due-addresses.js';
import type {HostNetwork} from './host-network.js';
import {
  type AddressHolder,
  changeOf,
  type Departure,
  isMarked,
  isPresent,
  type KeptAddress,
  keptAddress,
  keptKey,
} from './kept-address.js';
import {LostAddresses} from './lost-addresses.js';

/** Whoever is told what becomes of addresses. */
export interface KeeperListener {
  /** It is here by now. */
  onPresent(kept: KeptAddress, holder: AddressHolder): void;
  /** The kernel has answered: each of these was refused, or was restored. */
  onAnswer(outcomes: readonly KeptOutcome[]): void;
}

export interface KeptOutcome {
  readonly holder: AddressHolder | undefined;
  readonly kept: KeptAddress;
  /** `restored`: somebody had taken it away; `left`: it is not added again for a while, it is always taken away. */
  readonly outcome: AddressFailure | 'restored' | 'left';
}

/** Until what failed is tried again: ten times as long as before, and this at most. */
const longestPause: Milliseconds = 1000;
/** Whoever waits for the end of an address waits no longer than for so many failures, a second. */
const mostWaitedFor = 4;
/** An address that the kernel takes away so long after another one was deleted went with it. */
const inItsWake: Milliseconds = 1000;

/** Has the addresses of masters on their interfaces, and those of others not: batch by batch, whoever's they are. */
export class AddressKeeper {
  readonly #kept = new Map<string, KeptAddress>();
  readonly #queue: AddressQueue;
  readonly #lost: LostAddresses;
  /** What failed, and is tried again. */
  readonly #failed = new DueAddresses();

  constructor(
    port: NetworkPort,
    private readonly clock: () => Milliseconds,
    private readonly host: HostNetwork,
    private readonly listener: KeeperListener,
  ) {
    this.#lost = new LostAddresses(host);
    this.#queue = new AddressQueue(port, answers => this.#conclude(answers));
  }

  /** When it wants to be woken; infinity for never. */
  get deadline(): Milliseconds {
    return this.#queue.isReady ? Number.NEGATIVE_INFINITY : Math.min(this.#lost.deadline, this.#failed.deadline);
  }

  /** The kernel is being asked. */
  get isBusy(): boolean {
    return this.#queue.isBusy;
  }

  /** One batch. */
  wake(now: Milliseconds): void {
    this.#lookAgain(now);
    for (const kept of this.#failed.take(now)) this.#queue.add(kept);
    for (const kept of this.#queue.ask(now)) if (!kept.holder) this.#forget(kept);
  }

  /** All that a holder wants, from now on. @returns of which links there is none */
  want(holder: AddressHolder, wanted: readonly OwnAddress[], linkOf: (own: OwnAddress) => string): ReadonlySet<string> {
    const missing = new Set<string>();
    const taken = new Set<string>();
    for (const own of wanted) {
      const name = linkOf(own);
      const link = this.host.links.get(name);
      if (!link) missing.add(name);
      else if (!taken.has(keptKey(link.index, own))) taken.add(this.#take(own, link.index, name, holder).key);
    }
    for (const kept of this.#kept.values())
      if (kept.holder === holder && !taken.has(kept.key)) this.#leave(kept, undefined);
    return missing;
  }

  /** @param whenGone called once when the kernel has none of them any more, or somebody wants them again */
  giveUp(holder: AddressHolder, whenGone: () => void): void {
    const departure: Departure = {left: new Set(), whenGone};
    for (const kept of this.#kept.values()) if (kept.holder === holder) this.#leave(kept, departure);
    if (departure.left.size === 0) whenGone();
  }

  /** What somebody before us left behind, as is known by its mark, goes. */
  clean(addresses: readonly OwnAddress[], linkOf: (own: OwnAddress) => string): void {
    for (const own of addresses) {
      const name = linkOf(own);
      const index = this.host.links.get(name)?.index;
      const found = index === undefined ? undefined : this.host.find(index, own.address);
      if (index === undefined || !found || !isMarked(found)) continue;
      const there = {...own, prefixLength: found.prefixLength, peer: found.peer};
      const kept = this.#entry(there, index, name);
      if (kept.holder || kept.isChanging) continue;
      kept.state = 'ours';
      kept.added = there;
      this.#queue.add(kept);
    }
  }

  present(holder: AddressHolder): number {
    return [...this.of(holder)].length;
  }

  *of(holder: AddressHolder): Iterable<KeptAddress> {
    for (const kept of this.#kept.values()) if (kept.holder === holder && isPresent(kept)) yield kept;
  }

  /** Whether a speaker of this host has added it. */
  isOurs(address: InterfaceAddress): boolean {
    return isMarked(address) || this.#kept.get(keyOf(address))?.state === 'ours';
  }

  /** NB: what is told may be older than what the kernel has answered since. */
  noteRemoval(address: InterfaceAddress): void {
    const kept = this.#kept.get(keyOf(address));
    if (!kept?.holder || !isPresent(kept)) return;
    const now = this.clock();
    // without promote_secondaries, the first address of a subnet takes the others along
    const isOurDoing = address.flags.includes('secondary') && now - this.#queue.deletedAt(kept.index) < inItsWake;
    if (isOurDoing) this.#addAgain(kept, 'to-us');
    else this.#lost.suspect(kept, now);
  }

  #take(own: OwnAddress, index: number, link: string, holder: AddressHolder): KeptAddress {
    const kept = this.#entry(own, index, link);
    kept.own = own;
    if (kept.holder !== holder) {
      kept.holder = holder;
      kept.failures = 0;
      this.#settle(kept);
      if (!kept.isChanging && isPresent(kept)) this.listener.onPresent(kept, holder);
    }
    if (changeOf(kept)) this.#queue.add(kept);
    return kept;
  }

  #entry(own: OwnAddress, index: number, link: string): KeptAddress {
    const key = keptKey(index, own);
    const known = this.#kept.get(key);
    if (known) return known;
    const kept = keptAddress(own, index, link);
    this.#kept.set(key, kept);
    return kept;
  }

  #leave(kept: KeptAddress, departure: Departure | undefined): void {
    kept.holder = undefined;
    kept.lost = undefined;
    kept.failures = 0;
    this.#lost.forget(kept);
    this.#failed.delete(kept);
    if (kept.state === 'foreign') kept.state = 'absent';
    if (kept.state !== 'ours' && !kept.isChanging) {
      this.#kept.delete(kept.key);
      this.#queue.delete(kept);
      return;
    }
    this.#queue.add(kept);
    if (departure) {
      kept.departure = departure;
      departure.left.add(kept);
    }
  }

  /** Nobody need wait for its end any more. */
  #settle(kept: KeptAddress): void {
    const {departure} = kept;
    kept.departure = undefined;
    if (departure?.left.delete(kept) && departure.left.size === 0) departure.whenGone();
  }

  /** What is wanted by now may be something else than what was done. */
  #conclude(answers: readonly AddressAnswer[]): void {
    const outcomes: KeptOutcome[] = [];
    for (const {kept, done, failure} of answers) {
      const outcome = done === 'add-address' ? this.#added(kept, failure) : this.#deleted(kept, failure);
      if (outcome) outcomes.push({holder: kept.holder, kept, outcome});
      const change = changeOf(kept);
      if (change?.type !== done) kept.failures = 0;
      if (change && change.type !== done) this.#queue.add(kept);
      else if (change && failure?.reason !== 'no-interface') this.#tryLater(kept);
      else if (!kept.holder) this.#forget(kept);
    }
    this.listener.onAnswer(outcomes);
  }

  /** `exists`: somebody else's, unless it has our mark or was here before. `unknown`: what is told will show it. */
  #added(kept: KeptAddress, failure: AddressFailure | undefined): KeptOutcome['outcome'] | undefined {
    const {lost} = kept;
    if (failure?.reason === 'unknown') this.#lost.suspect(kept, this.clock());
    else if (failure && failure.reason !== 'exists') return kept.holder && failure;
    kept.lost = undefined;
    const found = failure?.reason === 'exists' ? this.host.find(kept.index, kept.own.address) : undefined;
    kept.state = found && !lost && !isMarked(found) ? 'foreign' : 'ours';
    if (found && kept.added) kept.added = {...kept.added, prefixLength: found.prefixLength, peer: found.peer};
    if (kept.holder) this.listener.onPresent(kept, kept.holder);
    return lost === 'to-others' && !failure ? 'restored' : undefined;
  }

  /** NB: one that failed may still be here, and two hosts must not have it. */
  #deleted(kept: KeptAddress, failure: AddressFailure | undefined): KeptOutcome['outcome'] | undefined {
    if (failure && failure.reason !== 'absent' && failure.reason !== 'no-interface') return failure;
    kept.state = 'absent';
    return undefined;
  }

  #tryLater(kept: KeptAddress): void {
    kept.failures++;
    this.#failed.set(kept, this.clock() + Math.min(longestPause, 10 ** kept.failures));
    if (kept.failures >= mostWaitedFor) this.#settle(kept);
  }

  #forget(kept: KeptAddress): void {
    this.#kept.delete(kept.key);
    this.#settle(kept);
  }

  /** Whether what seemed to be gone is gone. */
  #lookAgain(now: Milliseconds): void {
    const {lost, left} = this.#lost.look(now);
    for (const kept of lost) this.#addAgain(kept, 'to-others');
    if (left.length > 0) this.listener.onAnswer(left.map(kept => ({holder: kept.holder, kept, outcome: 'left'})));
  }

  #addAgain(kept: KeptAddress, lost: KeptAddress['lost']): void {
    kept.state = 'absent';
    kept.lost = lost;
    this.#queue.add(kept);
  }
}

function keyOf({interface: index, ...address}: InterfaceAddress): string {
  return keptKey(index, address);
}
