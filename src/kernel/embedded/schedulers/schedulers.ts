import type {DestinationEntry, ServiceEntry} from '../table/entries.js';
import {dh} from './dh.js';
import {fo} from './fo.js';
import {lblc} from './lblc.js';
import {lblcr} from './lblcr.js';
import {lc} from './lc.js';
import {mh} from './mh.js';
import {nq} from './nq.js';
import {ovf} from './ovf.js';
import {rr} from './rr.js';
import {sed} from './sed.js';
import {sh} from './sh.js';
import {wlc} from './wlc.js';
import {wrr} from './wrr.js';
import {nothingRemembered} from './memory.js';
import type {DestinationChange, Scheduler} from './scheduler.js';

/** The schedulers of Linux 6.1: `twos` came later. */
export const schedulers: readonly Scheduler[] = [rr, wrr, lc, wlc, lblc, lblcr, dh, sh, mh, sed, nq, fo, ovf];

const byName = new Map(schedulers.map(scheduler => [scheduler.name, scheduler]));

export function schedulerNamed(name: string): Scheduler | undefined {
  return byName.get(name);
}

/** ip_vs_bind_scheduler(): what the scheduler of before remembered is forgotten. */
export function beginScheduling(service: ServiceEntry): void {
  service.memory = schedulerNamed(service.scheduler)?.begin(service) ?? nothingRemembered;
}

/** Tells a service's scheduler, if it has one, that its destinations have changed. */
export function tellScheduler(
  service: ServiceEntry,
  destination: DestinationEntry,
  change: DestinationChange,
  index = -1,
): void {
  schedulerNamed(service.scheduler)?.changed?.(service, destination, change, index);
}
