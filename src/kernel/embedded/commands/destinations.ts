import {gue} from '../../../ipvs/forwarding.js';
import type {Director} from '../director.js';
import {tellScheduler} from '../schedulers/schedulers.js';
import {type DestinationEntry, destinationEntryKey, type ServiceEntry, virtualKey} from '../table/entries.js';
import {newStatistics, zeroStatistics} from '../table/statistics.js';
import type {DestinationName, DestinationSettings} from './destination-request.js';
import {isPossibleDestination} from './destination-address.js';
import {Failure, type Outcome} from './outcome.js';
import type {Surroundings} from './request.js';
import {takeFromTrash, trashDestination} from './trash.js';

/** ip_vs_add_dest(). */
export function addDestination(
  director: Director,
  surroundings: Surroundings,
  service: ServiceEntry,
  name: DestinationName,
  settings: DestinationSettings,
): Outcome {
  const failure = checkSettings(settings);
  if (failure) return failure;
  if (service.byKey.has(destinationEntryKey(name))) return new Failure('EEXIST');
  const revived = takeFromTrash(director, service, name);
  if (!revived && !isPossibleDestination(name.address, surroundings)) return new Failure('EINVAL');
  const destination = revived ?? newDestination(service, name, settings);
  if (destination.service !== service) {
    // its old service was deleted meanwhile: the new one begins to count anew
    zeroStatistics(destination.statistics);
    destination.service = service;
  }
  update(destination, settings, true);
  director.moving.add(destination.statistics);
  service.destinations.push(destination);
  service.byKey.set(destinationEntryKey(destination), destination);
  tellScheduler(service, destination, 'added');
  return undefined;
}

/** ip_vs_edit_dest(). */
export function editDestination(service: ServiceEntry, name: DestinationName, settings: DestinationSettings): Outcome {
  const failure = checkSettings(settings);
  if (failure) return failure;
  const destination = service.byKey.get(destinationEntryKey(name));
  if (!destination) return new Failure('ENOENT');
  update(destination, settings, false);
  tellScheduler(service, destination, 'updated');
  return undefined;
}

/** ip_vs_del_dest(). */
export function deleteDestination(director: Director, service: ServiceEntry, name: DestinationName): Outcome {
  const destination = service.byKey.get(destinationEntryKey(name));
  if (!destination) return new Failure('ENOENT');
  const index = service.destinations.indexOf(destination);
  service.destinations.splice(index, 1);
  service.byKey.delete(destinationEntryKey(name));
  tellScheduler(service, destination, 'removed', index);
  trashDestination(director, destination);
  return undefined;
}

function checkSettings({weight, upperThreshold, lowerThreshold, tunnel}: DestinationSettings): Outcome {
  if (weight < 0 || lowerThreshold > upperThreshold) return new Failure('ERANGE');
  if (tunnel.type === gue && tunnel.port === 0) return new Failure('EINVAL');
  return undefined;
}

function newDestination(service: ServiceEntry, name: DestinationName, settings: DestinationSettings): DestinationEntry {
  return {
    ...name,
    ...settings,
    virtual: virtualKey(service),
    service,
    lastWeight: settings.weight,
    active: 0,
    inactive: 0,
    persistent: 0,
    isAvailable: true,
    isOverloaded: false,
    idleSince: undefined,
    statistics: newStatistics(),
  };
}

/** __ip_vs_update_dest(). */
function update(destination: DestinationEntry, settings: DestinationSettings, isNew: boolean): void {
  if (isNew || settings.weight !== 0) destination.lastWeight = settings.weight;
  if (settings.upperThreshold === 0 || settings.upperThreshold > destination.upperThreshold)
    destination.isOverloaded = false;
  destination.isAvailable = true;
  destination.idleSince = undefined;
  Object.assign(destination, settings);
}
