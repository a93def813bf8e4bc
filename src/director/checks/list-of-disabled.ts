import type {Pool} from '../../config/pools/pool-configuration.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import type {DirectorLog} from '../director-log.js';
import type {DisabledChecks} from '../protocol/checks-summary.js';
import {errorCodes, type DisableParams, type DisableResult, type ServerParams} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import type {DisabledStore} from './disabled-store.js';
import {findServers, serverKey, type FoundServer, type ServerWish} from './find-servers.js';

export interface DisabledWorld {
  readonly store: Pick<DisabledStore, 'read' | 'write'>;
  /** Since 1970. */
  now(): Milliseconds;
  readonly log: DirectorLog;
}

/** What operators have switched off: on disk before it is so. */
export class ListOfDisabled {
  #list: readonly DisabledChecks[];

  /** Reads what there is. @param onChange another list holds */
  constructor(
    private readonly world: DisabledWorld,
    private readonly onChange: () => void,
  ) {
    const {disabled, problem} = world.store.read();
    if (problem !== undefined) world.log('error', `which checks are switched off is not known any more: ${problem}`);
    this.#list = disabled;
  }

  get list(): readonly DisabledChecks[] {
    return this.#list;
  }

  /** In the place of what was said of the same before. @throws Error where it cannot be recorded; then nothing is different */
  disable({server, pool, owner, reason}: DisableParams, pools: readonly Pool[]): DisableResult {
    const servers = serversOf(pools, {server, pool}).map(one => ({pool: one.pool.name, server: one.server.name}));
    const disabled = {pool, server, since: this.world.now(), owner, reason};
    this.#put([...this.#list.filter(one => one.server !== server || one.pool !== pool), disabled]);
    return {...disabled, servers};
  }

  /** What was said of these servers, or of some of them; also of those that a reload has taken away. @returns what held */
  enable({server, pool}: ServerParams, pools: readonly Pool[]): readonly DisabledChecks[] {
    const isSaid = (one: DisabledChecks) => one.server === server && one.pool === pool;
    const wanted = new Set(findServers(pools, {server, pool}).map(keyOf));
    if (wanted.size === 0 && !this.#list.some(isSaid)) serversOf(pools, {server, pool});
    const touching = this.#list.filter(one => findServers(pools, one).some(found => wanted.has(keyOf(found))));
    const wider = touching.find(one => findServers(pools, one).some(found => !wanted.has(keyOf(found))));
    if (wider && !isSaid(wider))
      throw refused(`its checks are off with all of ${wishWords(wider)}: switch those on, and off what is to stay off`);
    const enabled = this.#list.filter(one => isSaid(one) || touching.includes(one));
    if (enabled.length > 0) this.#put(this.#list.filter(one => !enabled.includes(one)));
    return enabled;
  }

  #put(list: readonly DisabledChecks[]): void {
    this.world.store.write(list);
    this.#list = list;
    this.onChange();
  }
}

/** `10.0.0.11:80 of TCP 10.0.0.1:80` */
export function wishWords({server, pool}: ServerWish): string {
  return pool === undefined ? server : `${server} of ${pool}`;
}

/** @throws ProtocolError where there is none */
function serversOf(pools: readonly Pool[], wish: ServerWish): readonly FoundServer[] {
  const found = findServers(pools, wish);
  if (found.length > 0) return found;
  const {pool} = wish;
  if (pool !== undefined && !pools.some(({name}) => name === pool))
    throw refused(`there is no pool ${pool}: lvsctl checks shows those there are`);
  throw refused(`there is no real server ${wishWords(wish)}: lvsctl checks shows those there are`);
}

function keyOf({pool, server}: FoundServer): string {
  return serverKey(pool.name, server.name);
}

function refused(words: string): ProtocolError {
  return new ProtocolError(errorCodes.refused, words);
}
