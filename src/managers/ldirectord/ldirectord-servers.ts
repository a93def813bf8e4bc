import type {DestinationId} from '../../ipvs/destination.js';
import type {ServiceId} from '../../ipvs/service.js';
import {placeKey} from '../../maintenance/drain/drain-record.js';
import type {DrainNote, OwnedWay, Owner, Ownership} from '../../maintenance/owner.js';
import type {Resolver} from '../../net/resolver.js';
import type {Machine} from '../machine.js';
import {assessOwnership, maintenanceFile} from './assess-ownership.js';
import {findLdirectord} from './find-ldirectord.js';
import {folderObjection} from './folder-objection.js';
import {readFoundConfig} from './read-found-config.js';
import {removeMaintenanceFile, writeMaintenanceFile} from './maintenance-file.js';
import {type ServedDestination, servedDestinations} from './served-destinations.js';

/** The real servers of the ldirectords in this network namespace, by their configurations as they are on disk. */
export class LdirectordServers implements Owner {
  readonly name = 'ldirectord';
  #served: ReadonlyMap<string, ServedDestination> = new Map();
  /** By the file of a maintenance folder that takes them down. */
  readonly #byFile = new Map<string, ServedDestination[]>();

  constructor(
    private readonly world: {
      readonly machine: Machine;
      readonly resolver: Pick<Resolver, 'addressOf' | 'portOf'>;
    },
  ) {}

  async look(): Promise<void> {
    const served = new Map<string, ServedDestination>();
    for (const found of findLdirectord(this.world.machine))
      for (const [key, one] of servedDestinations(await readFoundConfig(found, this.world.resolver)))
        if (!served.has(key)) served.set(key, one);
    this.#served = served;
    this.#byFile.clear();
    for (const one of served.values()) {
      const file = maintenanceFile(one);
      if (file === undefined) continue;
      const known = this.#byFile.get(file);
      if (known) known.push(one);
      else this.#byFile.set(file, [one]);
    }
  }

  ownershipOf(service: ServiceId, destination: DestinationId): Ownership | undefined {
    const served = this.#served.get(placeKey(service, destination));
    if (!served) return undefined;
    const has = (path: string) => this.world.machine.facts(path) !== undefined;
    return assessOwnership(served, file => this.#byFile.get(file) ?? [], {has, objectionTo: folderObjection});
  }

  async quiesce(way: OwnedWay, note: DrainNote): Promise<void> {
    if (way.type === 'folder') writeMaintenanceFile(way.path, note);
  }

  async restore(way: OwnedWay): Promise<void> {
    if (way.type === 'folder') removeMaintenanceFile(way.path);
  }
}
