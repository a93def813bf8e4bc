import {type Address, formatAddress, parseAddress} from '../../net/address.js';
import {towardsPeer} from '../../vrrp/handover/towards-peer.js';
import type {NetworkState} from '../../vrrp/ports.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {DirectorHolds, Reservation} from '../holds/director-holds.js';
import type {Company} from '../holds/held-together.js';
import type {VrrpKeeper} from '../processes/vrrp-keeper.js';
import {errorCodes, type HandOverParams, type HandOverResult, type HoldParams} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import {findTarget} from './find-target.js';
import type {Handovers} from './handovers.js';
import {because, failed, type NotesWorld, OperatorNotes, replacedWords} from './operator-notes.js';

export interface HandOverWorld extends NotesWorld {
  readonly holds: Pick<DirectorHolds, 'reserve'>;
  readonly handovers: Handovers;
  readonly vrrp: Pick<VrrpKeeper, 'processState'>;
  configuration(): RouterConfiguration;
  stateOf(router: string): string | undefined;
  /** Links and addresses of this host. */
  readNetwork(): Promise<NetworkState>;
}

/** Gives a router, or all of a sync group, to a peer. */
export class HandOverMethod {
  readonly #notes: OperatorNotes;

  constructor(private readonly world: HandOverWorld) {
    this.#notes = new OperatorNotes(world);
  }

  /** What holds it afterwards is on disk before it leaves, and in force when it has left: else it might preempt at once. */
  async handOver({target, to, isOnlyAsked = false, hold}: HandOverParams): Promise<HandOverResult> {
    const address = parseAddress(to);
    if (!address) throw new ProtocolError(errorCodes.params, `${to} is no address`);
    const company = findTarget(this.world.configuration(), target);
    if (this.world.vrrp.processState.state !== 'running')
      throw refused('the process vrrp does not run: nothing was changed');
    const router = await this.#routerTowards(address, target, company);
    if (isOnlyAsked) return this.world.handovers.begin(router, address, true, () => {});
    const state = this.world.stateOf(router);
    if (state !== 'master')
      throw refused(`${router} is ${state ?? 'not started'} here, and not master: there is nothing to hand over`);
    const reservation = hold && (await this.#reserve({...hold, as: 'backup'}, company));
    const peer = formatAddress(address);
    this.world.log('notice', `${company.name} is to be handed over to ${peer}${because(hold ?? {})}`);
    const result = await this.world.handovers.begin(router, address, false, () => reservation?.enforce());
    if (result.result !== 'done') return reservation ? this.#withdraw(reservation, result) : result;
    const replaced = (await reservation?.keep()) ?? [];
    if (reservation) this.#notes.held(reservation.hold, target, replaced);
    this.#notes.note({...hold, words: `${company.name} is handed over to ${peer}`});
    if (!reservation) return result;
    const words = `${peer} is master, and ${company.name} is held as backup here${replacedWords(replaced)}`;
    return {...result, words};
  }

  /** Members of a sync group may be on several links, and of both families. */
  async #routerTowards(peer: Address, target: string, {routers: names}: Company): Promise<string> {
    if (names.includes(target)) return target;
    const network = await this.world
      .readNetwork()
      .catch(failed('nothing was changed, for it cannot be told who talks'));
    const members = this.world
      .configuration()
      .routers.filter(({name}) => names.includes(name))
      .map(({unicast, ...router}) => ({...router, unicastPeers: unicast?.peers.map(({address}) => address)}));
    const found = towardsPeer(members, target, peer, network);
    if ('problem' in found) throw refused(found.problem);
    return found.name;
  }

  #reserve(hold: Omit<HoldParams, 'target'>, company: Company): Promise<Reservation> {
    const problem = 'nothing was changed, for the hold cannot be recorded';
    return this.world.holds.reserve(hold, company).catch(failed(problem));
  }

  async #withdraw(reservation: Reservation, result: HandOverResult): Promise<HandOverResult> {
    try {
      await reservation.withdraw();
      return result;
    } catch (error) {
      const {target} = reservation.hold;
      const words = `on disk it is held all the same, from the next start on: lvsctl vrrp holds; lvsctl vrrp release ${target} (${(error as Error).message})`;
      this.world.log('error', `${target}: ${words}`);
      return {...result, words: `${result.words}; ${words}`};
    }
  }
}

function refused(words: string): ProtocolError {
  return new ProtocolError(errorCodes.refused, words);
}
