import {formatAddress, parseAddress} from '../../net/address.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import type {DirectorLog} from '../director-log.js';
import type {DirectorHolds} from '../holds/director-holds.js';
import type {VrrpKeeper} from '../processes/vrrp-keeper.js';
import type {HoldState} from '../protocol/director-state.js';
import {errorCodes, type HandOverParams, type HandOverResult, type HoldParams} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import {findTarget} from './find-target.js';
import type {Handovers} from './handovers.js';

export interface OperatorWorld {
  readonly holds: DirectorHolds;
  readonly handovers: Handovers;
  readonly vrrp: Pick<VrrpKeeper, 'ask' | 'processState'>;
  configuration(): RouterConfiguration;
  stateOf(router: string): string | undefined;
  now(): Milliseconds;
  readonly log: DirectorLog;
}

const patience: Milliseconds = 5000;

/** What an operator may want of virtual routers. Everything is logged with who wanted it, and why. */
export class OperatorMethods {
  constructor(private readonly world: OperatorWorld) {}

  async hold(params: HoldParams): Promise<HoldState> {
    const {target, as, expires} = params;
    const {routers} = findTarget(this.world.configuration(), target);
    if (expires !== undefined && expires <= this.world.now())
      throw new ProtocolError(errorCodes.refused, 'its end is over already: give a time to come');
    return this.#keep(params, routers, `${target} is held as ${as}`);
  }

  async release({target}: {readonly target: string}): Promise<{readonly released: readonly HoldState[]}> {
    const released = await this.world.holds.release(target).catch(failed('the hold stays, for its record does'));
    for (const {as} of released) this.world.log('notice', `${target} is held as ${as} no more: released`);
    return {released};
  }

  async announce({target}: {readonly target: string}): Promise<{readonly addresses: number}> {
    const {routers} = findTarget(this.world.configuration(), target);
    let addresses = 0;
    for (const router of routers) {
      const answer = await this.world.vrrp
        .ask(id => ({type: 'announce', id, router}), patience)
        .catch(failed('nothing was announced'));
      if (answer.type === 'announced') addresses += answer.addresses;
    }
    return {addresses};
  }

  /** It is held from the moment it has left: else it might preempt before anybody could say so. */
  async handOver({target, to, isOnlyAsked = false, hold}: HandOverParams): Promise<HandOverResult> {
    const {routers} = findTarget(this.world.configuration(), target);
    const [router] = routers as [string];
    const address = parseAddress(to);
    if (!address) throw new ProtocolError(errorCodes.params, `${to} is no address`);
    if (this.world.vrrp.processState.state !== 'running')
      throw new ProtocolError(errorCodes.refused, 'the process vrrp does not run: nothing was changed');
    const state = this.world.stateOf(router);
    if (!isOnlyAsked && state !== 'master')
      throw new ProtocolError(
        errorCodes.refused,
        `${router} is ${state ?? 'not started'} here, and not master: there is nothing to hand over`,
      );
    if (!isOnlyAsked)
      this.world.log('notice', `${target} is to be handed over to ${formatAddress(address)}${because(hold ?? {})}`);
    let held: Promise<unknown> = Promise.resolve();
    const result = await this.world.handovers.begin(router, address, isOnlyAsked, () => {
      if (hold)
        held = this.#keep({...hold, target, as: 'backup'}, routers, `${target} is held as backup`).catch(() => {});
    });
    await held;
    if (!hold || isOnlyAsked) return result;
    if (result.result === 'done')
      return {...result, words: `${formatAddress(address)} is master, and ${target} is held as backup here`};
    await this.world.holds.release(target);
    return result;
  }

  async #keep(params: HoldParams, routers: readonly string[], words: string): Promise<HoldState> {
    const hold = await this.world.holds
      .hold(params, routers)
      .catch(failed('it is not held, for it cannot be recorded'));
    const until = params.expires === undefined ? '' : ` until ${new Date(params.expires).toISOString()}`;
    this.world.log('notice', `${words}${until}${because(params)}`);
    return hold;
  }
}

function because({owner, reason}: Pick<HoldParams, 'owner' | 'reason'>): string {
  return `${owner === undefined ? '' : `, by ${owner}`}${reason === undefined ? '' : `: ${reason}`}`;
}

function failed(words: string): (error: Error) => never {
  return error => {
    throw new ProtocolError(errorCodes.failed, `${words}: ${error.message}`);
  };
}
