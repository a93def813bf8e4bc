import type {Milliseconds} from '../../vrrp/intervals.js';
import type {DirectorHolds} from '../holds/director-holds.js';
import {heldTogether} from '../holds/held-together.js';
import type {VrrpKeeper} from '../processes/vrrp-keeper.js';
import type {HoldState} from '../protocol/director-state.js';
import {
  errorCodes,
  type HandOverParams,
  type HandOverResult,
  type HoldParams,
  type HoldResult,
} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import {findTarget} from './find-target.js';
import {HandOverMethod, type HandOverWorld} from './hand-over-method.js';
import {failed, OperatorNotes} from './operator-notes.js';

export interface OperatorWorld extends HandOverWorld {
  readonly holds: DirectorHolds;
  readonly vrrp: Pick<VrrpKeeper, 'ask' | 'processState'>;
  now(): Milliseconds;
}

const patience: Milliseconds = 5000;

/** What an operator may want of virtual routers. Everything is logged with who wanted it, and why, and is in the journal. */
export class OperatorMethods {
  readonly #handOver: HandOverMethod;
  readonly #notes: OperatorNotes;

  constructor(private readonly world: OperatorWorld) {
    this.#handOver = new HandOverMethod(world);
    this.#notes = new OperatorNotes(world);
  }

  /** A member of a sync group holds all of it; of holds of the same the newest is the one that there is. */
  async hold({target, ...wish}: HoldParams): Promise<HoldResult> {
    const company = findTarget(this.world.configuration(), target);
    if (wish.expires !== undefined && wish.expires <= this.world.now())
      throw new ProtocolError(errorCodes.refused, 'its end is over already: give a time to come');
    const {replaced, ...hold} = await this.world.holds
      .hold(wish, company)
      .catch(failed('it is not held, for it cannot be recorded'));
    this.#notes.held(hold, target, replaced);
    return {...hold, replaced};
  }

  /** Also of what a reload has taken away. */
  async release({target}: {readonly target: string}): Promise<{readonly released: readonly HoldState[]}> {
    const company = heldTogether(this.world.configuration(), target) ?? {name: target, routers: []};
    const released = await this.world.holds.release(company).catch(failed('the hold stays, for its record does'));
    for (const hold of released) this.#notes.released(hold);
    return {released};
  }

  /** Of a member of a sync group its own, of the group those of all. */
  async announce({target}: {readonly target: string}): Promise<{readonly addresses: number}> {
    const {routers} = findTarget(this.world.configuration(), target);
    let addresses = 0;
    for (const router of routers.includes(target) ? [target] : routers) {
      const answer = await this.world.vrrp
        .ask(id => ({type: 'announce', id, router}), patience)
        .catch(failed('nothing was announced'));
      if (answer.type === 'announced') addresses += answer.addresses;
    }
    this.#notes.note({words: `${addresses} addresses of ${target} are announced`});
    return {addresses};
  }

  handOver(params: HandOverParams): Promise<HandOverResult> {
    return this.#handOver.handOver(params);
  }
}
