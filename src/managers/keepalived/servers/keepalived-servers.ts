import type {KeepalivedConfig} from '../../../config/keepalived/read-config.js';
import type {DestinationId} from '../../../ipvs/destination.js';
import type {ServiceId} from '../../../ipvs/service.js';
import {placeKey} from '../../../maintenance/drain/drain-record.js';
import type {OwnedWay, Owner, Ownership} from '../../../maintenance/owner.js';
import type {Machine} from '../../machine.js';
import {findKeepalived, type FoundKeepalived} from '../find-keepalived.js';
import {readTrackedValue, writeTrackedValue} from '../moving/tracked-value.js';
import {assessOwnership} from './assess-ownership.js';
import {objectionToFile, planFileDrain} from './file-drain.js';
import {type Servers, serversOf} from './servers.js';

const nothingGiven = {keepalivedConfig: undefined, keepalivedPid: undefined, fifo: undefined};

/**
 * The real servers of the keepaliveds in this network namespace, by their configurations as they are on disk: nobody is
 * signalled. What was changed since the last reload is not told apart.
 */
export class KeepalivedServers implements Owner {
  readonly name = 'keepalived';
  #servers: Servers = serversOf([], readTrackedValue);
  #drainBy = (path: string) => planFileDrain(path, this.#servers);

  /** @param host the name that `@HOST` lines of the configuration are compared with */
  constructor(private readonly world: {readonly machine: Machine; readonly host: string}) {}

  async look(): Promise<void> {
    const {machine, host} = this.world;
    const found = findKeepalived(machine, nothingGiven).filter(writesTable);
    const configurations: KeepalivedConfig[] = [];
    if (found.length > 0) {
      const {readConfiguration} = await import('../read-configuration.js'); // large, and mostly there is no keepalived
      for (const {configPath: path, configId} of found)
        configurations.push(readConfiguration({path, configId, hostname: host, interfaces: undefined}).config);
    }
    this.#servers = serversOf(configurations, once(readTrackedValue));
    this.#drainBy = once(path => planFileDrain(path, this.#servers));
  }

  ownershipOf(service: ServiceId, destination: DestinationId): Ownership | undefined {
    const served = this.#servers.served.get(placeKey(service, destination));
    return served && assessOwnership(served, this.#servers, this.#drainBy);
  }

  /** NB: asks again whether a quorum is lost: another server may have been drained since the look. */
  async quiesce(way: OwnedWay): Promise<void> {
    if (way.type !== 'file') return;
    const objection = objectionToFile(way.path, {...this.#servers, fileOf: readTrackedValue});
    if (objection !== undefined)
      throw new Error(`${way.path} was not written: ${objection}; it lasts while it is watched`);
    writeTrackedValue(way.path, Number(way.value));
  }

  async restore(way: OwnedWay): Promise<void> {
    if (way.type !== 'file') return;
    const {value, problem} = readTrackedValue(way.path);
    if (problem !== undefined) throw new Error(`${way.path} was not written: ${problem}`);
    if (value === Number(way.undo)) return;
    if (value !== Number(way.value))
      throw new Error(
        `${way.path} says ${value}, which is not of the drain (${way.value}): it was left so; ${way.undo} stood there before`,
      );
    writeTrackedValue(way.path, Number(way.undo));
  }
}

/** It runs, with a health checker. */
function writesTable({parent, healthchecker, commandLine}: FoundKeepalived): boolean {
  return (parent !== undefined || healthchecker !== undefined) && commandLine.only !== 'vrrp';
}

/** As of the first time that each is asked for. */
function once<T>(find: (path: string) => T): (path: string) => T {
  const found = new Map<string, T>();
  return path => {
    const known = found.has(path) ? (found.get(path) as T) : find(path);
    found.set(path, known);
    return known;
  };
}
