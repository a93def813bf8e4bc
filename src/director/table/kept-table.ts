import type {PoolStanding} from '../../checks/health/standing.js';
import type {PoolConfiguration} from '../../config/pools/pool-configuration.js';
import type {Change} from '../../ipvs/change.js';
import {destinationKey} from '../../ipvs/destination.js';
import {type DesiredEntry, type StagedChanges, stageChanges} from '../../ipvs/plan.js';
import {isSameDestination} from '../../ipvs/same.js';
import {serviceKey} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {DrainRecord} from '../../maintenance/drain/drain-record.js';
import {ByHand} from './by-hand.js';
import {deedWords, operatorWords, placeWords} from './deed-words.js';
import {drainWishes} from './drain-wishes.js';
import {type KeptPool, keptPools, noPools, placedIn, reconfigured, servicesOf} from './kept-pools.js';
import {type KnownService, KnownTable} from './known-table.js';
import {Leaving} from './leaving.js';
import {naturalOf, type Standing, standingOf, takesClients} from './natural-place.js';
import {type Noticed, noticeDeeds} from './notice-deeds.js';
import type {PlacedService} from './pool-places.js';
import {type Wishes, wantService} from './want-service.js';

const nothing: StagedChanges = {building: [], quiescing: [], removing: []};

/** All that is known and wanted of the table, without the kernel, a clock or a disk. */
export class KeptTable {
  readonly known = new KnownTable();
  readonly byHand = new ByHand();
  readonly leaving = new Leaving(this.known);
  #kept = noPools();
  readonly #standings = new Map<string, Standing>();
  /** Names of pools of which nothing was said since they were configured anew. */
  readonly #unsaid = new Set<string>();
  #drains = drainWishes([], '');
  /** By placeKey: drains that ended since the service was looked at, with the weight that was before. */
  readonly #undrained = new Map<string, number>();

  get pools(): ReadonlyMap<string, KeptPool> {
    return this.#kept.pools;
  }

  /** Those with services that are to go, too. */
  get all(): ReadonlySet<KeptPool> {
    return new Set(this.#kept.ofService.values());
  }

  poolOf(service: string): KeptPool | undefined {
    return this.#kept.ofService.get(service);
  }

  placed(service: string): PlacedService | undefined {
    return placedIn(this.#kept.ofService, service);
  }

  /** Takes the place of the configuration before. @returns what is told of it */
  configure(configuration: PoolConfiguration): readonly string[] {
    const before = this.#kept;
    this.#kept = keptPools(configuration, before);
    this.leaving.reconfigure(before, this.#kept);
    for (const [name, standing] of this.#standings) {
      const kept = this.#kept.pools.get(name);
      if (kept) this.#standings.set(name, {...standing, sorryInhibits: kept.sorryInhibits});
      else this.#standings.delete(name);
    }
    this.#unsaid.clear();
    for (const name of this.#standings.keys()) this.#unsaid.add(name);
    const words: string[] = [];
    const {settings, places} = reconfigured(before, this.#kept);
    for (const {key, service} of settings) {
      if (!this.byHand.settingsOf(key)) continue;
      this.byHand.set(service.id, undefined);
      words.push(`${formatServiceId(service.id)} was set by hand: its configuration is another now, and counts`);
    }
    for (const {placed, key} of places) {
      const deed = this.byHand.deedsOf(placed.key)?.get(key);
      if (!deed) continue;
      this.byHand.end(placed.service.id, key);
      words.push(
        `${placeWords(placed.service.id, deed.destination)} was ${deedWords(deed)}: its configuration is another now, and counts`,
      );
    }
    this.#dropDeeds();
    return words;
  }

  /** All of them, those that are to go too. */
  services(): Iterable<PlacedService> {
    return servicesOf(this.#kept);
  }

  /** @returns the pool it is of, and whether somebody in it is to have fewer clients; undefined where there is none */
  note(standing: PoolStanding): {readonly kept: KeptPool; readonly isUrgent: boolean} | undefined {
    const kept = this.#kept.pools.get(standing.name);
    if (!kept) return undefined;
    const before = this.#standings.get(standing.name);
    const now = standingOf(standing, kept.sorryInhibits);
    this.#standings.set(standing.name, now);
    this.#unsaid.delete(standing.name);
    for (const placed of kept.services) this.#settle(placed, now);
    return {kept, isUrgent: before === undefined ? false : takesClients(before, now)};
  }

  /** @returns the services that it matters to, by serviceKey */
  setDrains(records: readonly DrainRecord[], boot: string): ReadonlySet<string> {
    const before = this.#drains;
    this.#drains = drainWishes(records, boot);
    const touched = new Set<string>();
    const keys = new Set([...before.places.keys(), ...this.#drains.places.keys()]);
    for (const key of keys) {
      const was = before.places.get(key);
      const is = this.#drains.places.get(key);
      if (was?.type === is?.type) continue;
      const [service = ''] = key.split(' ');
      if (!this.#kept.ofService.has(service)) continue;
      touched.add(service);
      if (was && !is) this.#undrained.set(key, was.drained.destination.weight);
      else this.#undrained.delete(key);
    }
    return touched;
  }

  /** What the kernel has of a service now. @returns what somebody else did meanwhile */
  take(key: string, now: KnownService | undefined): readonly Noticed[] {
    const placed = this.placed(key);
    const kept = this.poolOf(key);
    if (!placed || !kept) return [];
    const noticed = kept.name === undefined ? [] : this.#notice(placed, kept.name, now);
    this.known.take(key, now);
    for (const [destination] of placed.places) this.#undrained.delete(`${key} ${destination}`);
    for (const one of noticed) this.#believe(placed, one);
    return noticed;
  }

  /** What brings the services of a pool to what they are to be. */
  plan(kept: KeptPool): StagedChanges {
    const standing = kept.name === undefined ? undefined : this.#standings.get(kept.name);
    if (kept.name !== undefined && !standing) return nothing;
    const wishes = this.#wishes(kept.name !== undefined && this.#unsaid.has(kept.name));
    const current: DesiredEntry[] = [];
    const wanted: DesiredEntry[] = [];
    for (const placed of kept.services) {
      const known = this.known.entry(placed.key);
      if (known) current.push({service: known.service, destinations: [...known.destinations.values()]});
      if (standing) wanted.push(wantService(placed, standing, wishes));
      else if (known) wanted.push(...this.#withoutOurs(placed, known));
    }
    return stageChanges({entries: current}, {entries: wanted});
  }

  /** Whether it takes clients from what only an earlier configuration had. */
  isOfLeaving(change: Change): boolean {
    if (change.type !== 'delete-server' && change.type !== 'edit-server') return false;
    return this.leaving.has(serviceKey(change.id), destinationKey(change.destination));
  }

  /** Nothing is to be done for it: what has left is no longer known. @returns what is told of it */
  settled(kept: KeptPool): readonly string[] {
    if (kept.name !== undefined) return kept.services.flatMap(placed => this.leaving.settle(placed));
    for (const {key} of kept.services) {
      this.#kept.ofService.delete(key);
      this.leaving.forget(key);
      this.known.forget(key);
    }
    return [];
  }

  /** What deletes all that is ours: services whole, unless others have destinations in them. */
  planClearing(): StagedChanges {
    const current: DesiredEntry[] = [];
    const wanted: DesiredEntry[] = [];
    for (const kept of this.all)
      for (const placed of kept.services) {
        const known = this.known.entry(placed.key);
        if (!known) continue;
        current.push({service: known.service, destinations: [...known.destinations.values()]});
        wanted.push(...this.#withoutOurs(placed, known));
      }
    return stageChanges({entries: current}, {entries: wanted});
  }

  /** What an operator did of a member, in words; undefined: nothing. */
  operatorOf(pool: string, member: string): string | undefined {
    const kept = this.#kept.pools.get(pool);
    return kept && operatorWords(kept, member, this.byHand, this.#drains);
  }

  isDrained(pool: string, member: string): boolean {
    const services = this.#kept.pools.get(pool)?.services ?? [];
    return services.some(({key, keys}) => {
      const drain = this.#drains.places.get(`${key} ${keys.get(member)}`);
      return drain !== undefined && drain.type !== 'restoring';
    });
  }

  #wishes(isUnsaid: boolean): Wishes {
    const {known, byHand, leaving} = this;
    return {known, byHand, leaving, drains: this.#drains, isUnsaid};
  }

  /** Nothing of others: what stays of a service that is to go. */
  #withoutOurs(placed: PlacedService, {service, destinations}: KnownService): DesiredEntry[] {
    const isOurs = (key: string) => placed.places.has(key) || this.leaving.has(placed.key, key);
    const foreign = [...destinations].filter(([key]) => !isOurs(key));
    return foreign.length === 0 ? [] : [{service, destinations: foreign.map(([, destination]) => destination)}];
  }

  #notice(placed: PlacedService, pool: string, now: KnownService | undefined): readonly Noticed[] {
    return noticeDeeds(placed, this.known.entry(placed.key), now, {
      standing: this.#standings.get(pool),
      drains: this.#drains,
      leaving: this.leaving,
      undrained: this.#undrained,
      attempted: this.known.attempted(placed.key),
      deeds: this.byHand.deedsOf(placed.key),
    });
  }

  #believe({service: {id}}: PlacedService, noticed: Noticed): void {
    switch (noticed.type) {
      case 'begun':
        this.byHand.put(id, noticed.deed);
        return;
      case 'ended':
        this.byHand.end(id, noticed.destination);
        return;
      case 'settings':
        this.byHand.set(id, noticed.settings);
    }
  }

  /** What was put in while it was down is, once its checks say the same, no more than a weight by hand. */
  #settle({key: service, service: {id}, places}: PlacedService, standing: Standing): void {
    for (const [key, deed] of this.byHand.deedsOf(service) ?? []) {
      const place = places.get(key);
      const natural = place && deed.type === 'put-in' ? naturalOf(place, standing) : undefined;
      if (deed.type !== 'put-in' || natural?.type !== 'present') continue;
      if (isSameDestination(deed.destination, natural.destination)) this.byHand.end(id, key);
      else this.byHand.put(id, {...deed, type: 'set'});
    }
  }

  /** Of what is no longer kept. */
  #dropDeeds(): void {
    for (const {service, deeds} of this.byHand.all()) {
      const key = serviceKey(service);
      const placed = this.poolOf(key)?.name === undefined ? undefined : this.placed(key);
      const ended = deeds.map(({destination}) => destinationKey(destination)).filter(one => !placed?.places.has(one));
      for (const one of ended) this.byHand.end(service, one);
      if (!placed) this.byHand.forget(key);
    }
  }
}
