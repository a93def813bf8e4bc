import type {Address} from '../../net/address.js';
import {addressList, span} from '../findings/words.js';
import type {Milliseconds} from '../intervals.js';
import type {Router, RouterEffect} from '../router/router.js';
import type {AddressKeeper, KeptOutcome} from './address-keeper.js';
import type {Announcer} from './announcer.js';
import {ClosedAddresses} from './closed-addresses.js';
import type {Handovers} from './handovers.js';
import type {AddressHolder, KeptAddress} from './kept-address.js';
import type {LocalRouter} from './local-router.js';
import type {Reporter} from './reporter.js';
import type {AddressFirewall} from './speaker-world.js';
import type {StrayWatch} from './stray-watch.js';

/** What the effects of virtual routers are carried out with. */
export interface Tools {
  clock(): Milliseconds;
  readonly keeper: AddressKeeper;
  readonly announcer: Announcer;
  readonly handovers: Handovers;
  readonly reporter: Reporter;
  readonly strays: StrayWatch;
  readonly firewall: AddressFirewall | undefined;
}

/** Carries out what virtual routers want: advertisements, addresses, announcements. */
export class Hands {
  /** They have left for good, but for their addresses. */
  readonly #leaving = new Map<LocalRouter, () => void>();
  readonly #closed: ClosedAddresses;

  constructor(private readonly tools: Tools) {
    const {firewall, reporter} = tools;
    this.#closed = new ClosedAddresses(firewall, ({name}, error) => reporter.problem(name, 'firewall', error.message));
  }

  onEntered(router: LocalRouter, before: Router['state']): void {
    const {state, counters} = router;
    if (state === 'master') {
      counters.becameMaster++;
      router.hasToldAgain = false;
    } else if (before === 'master') counters.leftMaster++;
    if (state !== 'initialize') this.#closed.arrange(router); // it has its addresses for a moment yet
    this.tools.strays.suspect(this.tools.clock());
    if (state !== 'backup') this.tools.handovers.noteEntered(router, state, this.tools.clock());
  }

  advertise(router: LocalRouter, priority: number, delay: Milliseconds): void {
    const {reporter} = this.tools;
    const {interval} = router.settings.rules;
    const error = router.advertise(priority);
    if (error) reporter.problem(router.name, 'send', `an advertisement was not sent: ${error.message}`);
    if (router.counters.countDelay(delay, interval))
      reporter.problem(
        router.name,
        'late',
        `an advertisement went ${span(delay)} too late, of an interval of ${span(interval)}: the machine is too busy, or did not run`,
      );
  }

  /** All that it has as master, and nothing else. */
  addAddresses(router: LocalRouter): void {
    this.#closed.arrange(router);
    const missing = this.tools.keeper.want(router, router.addresses, router.linkOf);
    for (const link of missing)
      this.tools.reporter.problem(router.name, `link ${link}`, `it has addresses for link ${link}, which is missing`);
  }

  /** Of one that is not master: what somebody before us left behind; what others did is told. */
  clearLeftovers(router: LocalRouter): void {
    this.#closed.arrange(router);
    this.tools.keeper.clean(router.addresses, router.linkOf);
    this.tools.strays.suspect(this.tools.clock());
  }

  removeAddresses(router: LocalRouter, farewell: number | undefined): void {
    router.isWithdrawing = true;
    this.tools.keeper.giveUp(router, () => this.#sayGoodbye(router, farewell));
  }

  announce(router: LocalRouter, why: Extract<RouterEffect, {type: 'announce-addresses'}>['why']): void {
    if (why === 'master') return; // each is told as soon as it is there
    this.tellAll(router, this.#copies(router, why));
  }

  /** @returns how many addresses */
  tellAll(router: LocalRouter, copies = router.settings.copies.master): number {
    let count = 0;
    for (const kept of this.tools.keeper.of(router)) {
      this.tools.announcer.tell(kept, copies);
      count++;
    }
    return count;
  }

  onPresent(kept: KeptAddress, holder: AddressHolder): void {
    this.tools.announcer.tell(kept, (holder as LocalRouter).settings.copies.master);
  }

  /** What the kernel refused, and what somebody took away: one line for each router. */
  onAnswer(outcomes: readonly KeptOutcome[]): void {
    const {reporter} = this.tools;
    for (const holder of new Set(outcomes.map(one => one.holder?.name))) {
      const own = outcomes.filter(one => one.holder?.name === holder);
      const of = (wanted: KeptOutcome['outcome']) =>
        own.filter(({outcome}) => outcome === wanted).map(({kept}) => kept.own.address);
      const [restored, left] = [of('restored'), of('left')];
      const [failure, ...more] = own.flatMap(({outcome}) => (typeof outcome === 'string' ? [] : [outcome]));
      if (restored.length > 0) reporter.problem(holder, 'restored', restoredWords(restored));
      if (left.length > 0) reporter.problem(holder, 'left', leftWords(left));
      const others = more.length > 0 ? `, and ${more.length} more` : '';
      if (failure) reporter.problem(holder, 'address', `${failure.message}${others}`);
    }
  }

  /** It is shut down. Settles when its addresses are gone, and its goodbye is said. */
  dismiss(router: LocalRouter): Promise<void> {
    return new Promise(resolve => {
      const leave = () => {
        this.#closed.arrange(router);
        router.disconnect();
        resolve();
      };
      if (router.isWithdrawing) this.#leaving.set(router, leave);
      else leave();
    });
  }

  /** NB: it may have become master again meanwhile. */
  #sayGoodbye(router: LocalRouter, farewell: number | undefined): void {
    router.isWithdrawing = false;
    this.#closed.arrange(router);
    if (router.state !== 'master') {
      if (farewell !== undefined) router.advertise(farewell); // where its link is down nobody hears it
      this.tools.handovers.noteGone(router, this.tools.clock());
    }
    this.#leaving.get(router)?.();
    this.#leaving.delete(router);
  }

  /** The first time after becoming master is garp_master_delay's, the others are garp_master_refresh's. */
  #copies(router: LocalRouter, why: 'again' | 'rival' | 'rival-gone'): number {
    const {copies, rules} = router.settings;
    if (why === 'rival') return copies.rival;
    if (why === 'rival-gone') return copies.master;
    const isRefresh = router.hasToldAgain || rules.announcing.again === 0;
    router.hasToldAgain = true;
    return isRefresh ? copies.refresh : copies.master;
  }
}

function restoredWords(addresses: readonly Address[]): string {
  return `somebody removed ${addressList(addresses)} from this host, which is master; added again`;
}

function leftWords(addresses: readonly Address[]): string {
  return `${addressList(addresses)} is removed from this host again and again, which is master: find out who does it (ip monitor address)`;
}
