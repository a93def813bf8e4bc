import type {Programs} from './doctor/facts.js';
import {seesAllProcesses} from './kernel/process/sees-all.js';
import type {Machine} from './managers/machine.js';

/** What runs in this network namespace. */
export function gatherPrograms(machine: Pick<Machine, 'processes'>): Programs {
  return {names: new Set(machine.processes().map(({name}) => name)), areAll: seesAllProcesses()};
}
