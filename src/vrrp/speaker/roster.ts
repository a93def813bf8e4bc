import {isDeepStrictEqual} from 'node:util';
import type {Milliseconds} from '../intervals.js';
import type {RouterConfiguration} from '../router/configuration.js';
import type {Circumstances} from '../router/router.js';
import type {Announcer} from './announcer.js';
import {configurationDifference} from './configuration-difference.js';
import type {Connections} from './connections.js';
import type {Crew} from './crew.js';
import type {Hands} from './hands.js';
import {LocalRouter, type RouterListener} from './local-router.js';
import type {Surroundings} from './surroundings.js';

/** What a change of the configuration is made with. */
export interface RosterTools {
  clock(): Milliseconds;
  readonly crew: Crew;
  readonly hands: Hands;
  readonly announcer: Announcer;
  readonly connections: Connections;
  readonly surroundings: Surroundings;
}

/** Which virtual routers there are on this host, and what each of them depends on. */
export class Roster {
  #configuration: RouterConfiguration | undefined;
  readonly #departures = new Set<Promise<void>>();

  constructor(private readonly tools: RosterTools) {}

  /** NB: nothing of it may fail; whether there can be sockets has been tried. */
  become(configuration: RouterConfiguration, listener: RouterListener): void {
    const {crew, surroundings, announcer, clock} = this.tools;
    const {locals} = crew;
    const {gone, fresh, kept} = configurationDifference(this.#configuration, configuration);
    const isRegrouped = !isDeepStrictEqual(this.#configuration?.groups, configuration.groups);
    this.#dismiss(gone);
    this.#configuration = configuration;
    surroundings.configuration = configuration;
    announcer.settings = configuration.announcements;
    for (const settings of kept) (locals.get(settings.name) as LocalRouter).settings = settings;
    for (const settings of fresh) locals.set(settings.name, new LocalRouter(settings, clock(), listener));
    for (const [name, local] of locals) local.group = configuration.groups.find(({members}) => members.includes(name));
    this.#setRouters(new Set(fresh.map(({name}) => name)));
    for (const {name} of kept) this.#adapt(locals.get(name) as LocalRouter, isRegrouped);
    for (const {name} of fresh) crew.feed({type: 'startup', router: name});
    for (const local of locals.values()) this.#arrangeAddresses(local);
  }

  /** Settles when all that ever left have no addresses any more, and have said their goodbyes. */
  async dismissAll(): Promise<void> {
    this.#dismiss([...this.tools.crew.locals.keys()]);
    await Promise.all(this.#departures);
  }

  adaptAll(): void {
    for (const local of this.tools.crew.locals.values()) this.#adapt(local);
  }

  #adapt(local: LocalRouter, isForced = false): void {
    this.tools.crew.adapt(local, this.#circumstancesOf(local), isForced);
  }

  #circumstancesOf(local: LocalRouter): Circumstances {
    this.tools.connections.connect(local);
    return this.tools.surroundings.circumstancesOf(local);
  }

  /** Those that were there are adapted afterwards: they are to see the difference. */
  #setRouters(fresh: ReadonlySet<string>): void {
    const {crew} = this.tools;
    crew.set(
      [...crew.locals.values()].map(local => ({
        name: local.name,
        rules: local.settings.rules,
        circumstances: (!fresh.has(local.name) && crew.member(local)?.circumstances) || this.#circumstancesOf(local),
        group: local.group?.name,
      })),
    );
  }

  #dismiss(names: readonly string[]): void {
    const {crew, hands} = this.tools;
    for (const local of names.flatMap(name => crew.locals.get(name) ?? [])) {
      crew.feed({type: 'shutdown', router: local.name});
      local.ignore();
      crew.locals.delete(local.name);
      const departure = hands.dismiss(local);
      this.#departures.add(departure);
      void departure.then(() => this.#departures.delete(departure));
    }
  }

  /** What a master wants is there, and what somebody before us left behind is not. */
  #arrangeAddresses(local: LocalRouter): void {
    if (local.state === 'master') this.tools.hands.addAddresses(local);
    else this.tools.hands.clearLeftovers(local);
  }
}
