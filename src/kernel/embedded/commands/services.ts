import {serviceFlag} from '../../../ipvs/service.js';
import type {Director} from '../director.js';
import {beginScheduling, schedulerNamed} from '../schedulers/schedulers.js';
import {nothingRemembered} from '../schedulers/memory.js';
import type {ServiceEntry} from '../table/entries.js';
import {newStatistics, zeroStatistics} from '../table/statistics.js';
import {trashDestination} from './trash.js';
import {Failure, type Outcome} from './outcome.js';
import type {ServiceName, ServiceSettings} from './service-request.js';

/** Persistence engines of Linux 6.1. */
const engines = new Set(['sip']);

/** ip_vs_add_service(). */
export function addService(director: Director, name: ServiceName, settings: ServiceSettings): Outcome {
  const failure = checkSettings(name, settings);
  if (failure) return failure;
  const service: ServiceEntry = {
    ...name,
    ...settings,
    flags: (settings.flags | serviceFlag.hashed) >>> 0,
    destinations: [],
    byKey: new Map(),
    statistics: newStatistics(),
    memory: nothingRemembered,
  };
  beginScheduling(service);
  director.services.add(service);
  return undefined;
}

/** ip_vs_edit_service(): destinations, connections and counters stay. */
export function editService(service: ServiceEntry, settings: ServiceSettings): Outcome {
  const failure = checkSettings(service, settings);
  if (failure) return failure;
  const isOtherScheduler = service.scheduler !== settings.scheduler;
  Object.assign(service, settings, {flags: (settings.flags | serviceFlag.hashed) >>> 0});
  if (isOtherScheduler) beginScheduling(service);
  return undefined;
}

/** ip_vs_del_service(): its destinations go to the trash, its connections stay. */
export function deleteService(director: Director, service: ServiceEntry): void {
  director.services.remove(service);
  director.moving.delete(service.statistics);
  for (const destination of service.destinations) trashDestination(director, destination);
  service.destinations.length = 0;
  service.byKey.clear();
}

/** ip_vs_flush(). */
export function flush(director: Director): void {
  for (const service of Array.from(director.services.inOrder())) deleteService(director, service);
}

/** ip_vs_zero_service(). */
export function zeroService(service: ServiceEntry): void {
  for (const destination of service.destinations) zeroStatistics(destination.statistics);
  zeroStatistics(service.statistics);
}

/** ip_vs_zero_all(). */
export function zeroAll(director: Director): void {
  for (const service of director.services.inOrder()) zeroService(service);
  zeroStatistics(director.totals);
}

/** In the kernel's order: scheduler, persistence engine, prefix length. */
function checkSettings({family}: Pick<ServiceName, 'family'>, {scheduler, engine, netmask}: ServiceSettings): Outcome {
  if (scheduler !== 'none' && !schedulerNamed(scheduler)) return new Failure('ENOENT');
  if (engine !== '' && !engines.has(engine)) return new Failure('ENOENT');
  if (family === 'ipv6' && (netmask < 1 || netmask > 128)) return new Failure('EINVAL');
  return undefined;
}
