import type {Machine} from '../machine.js';
import type {RouterOptions} from '../router-world.js';
import {findKeepalived, type FoundKeepalived} from './find-keepalived.js';

/** All that run in this network namespace: the one whose files were given as it was said, and the others as they are found. */
export function runningKeepaliveds(machine: Machine, given: RouterOptions): readonly FoundKeepalived[] {
  const isGiven = Object.values(given).some(value => value !== undefined);
  const wanted = findKeepalived(machine, given);
  const pids = new Set(wanted.map(pidOf));
  const others = isGiven ? findKeepalived(machine, nothingGiven) : [];
  return [...wanted, ...others.filter(one => !pids.has(pidOf(one)))].filter(one => pidOf(one) !== undefined);
}

const nothingGiven = {keepalivedConfig: undefined, keepalivedPid: undefined, fifo: undefined};

function pidOf({parent, vrrp}: FoundKeepalived): number | undefined {
  return (parent ?? vrrp)?.pid;
}
