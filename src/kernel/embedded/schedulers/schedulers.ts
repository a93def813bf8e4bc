import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {nothingRemembered} from './memory.js';
import type {DestinationChange, Scheduler} from './scheduler.js';

const stub = (name: string): Scheduler => ({name, begin: () => nothingRemembered, choose: () => undefined});
/** The schedulers of Linux 6.1: `twos` came later. */
export const schedulers: readonly Scheduler[] = 'rr wrr lc wlc lblc lblcr dh sh mh sed nq fo ovf'.split(' ').map(stub);

const byName = new Map(schedulers.map(scheduler => [scheduler.name, scheduler]));

export function schedulerNamed(name: string): Scheduler | undefined {
  return byName.get(name);
}

/** ip_vs_bind_scheduler(): what the scheduler of before remembered is forgotten. */
export function beginScheduling(service: ServiceEntry): void {
  service.memory = schedulerNamed(service.scheduler)?.begin(service) ?? nothingRemembered;
}

/** Tells a service's scheduler, if it has one, that its destinations have changed. */
export function tellScheduler(service: ServiceEntry, destination: DestinationEntry, change: DestinationChange, index = -1): void {
  schedulerNamed(service.scheduler)?.changed?.(service, destination, change, index);
}
