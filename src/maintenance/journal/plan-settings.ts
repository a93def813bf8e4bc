import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import type {Timeouts} from '../../ipvs/timeouts.js';
import {formatAddress} from '../../net/address.js';
import {isAsLeft, noteMade} from './compare-trail.js';
import type {JournalBefore, JournalChange} from './journal-entry.js';
import type {Trails} from './trails.js';

/** The part of an undo that is not of services: daemons, timeouts, sysctls. */
export function planSettings(
  {daemons, timeouts, sysctls}: Trails,
  current: JournalBefore,
  isHalfUndone: boolean,
  made: Set<number>,
): {readonly changes: readonly JournalChange[]; readonly conflicts: readonly string[]} {
  const changes: JournalChange[] = [];
  const conflicts: string[] = [];
  for (const [state, trail] of daemons) {
    const now = current.daemons?.find(one => one.state === state);
    const before = trail.states[0]?.value;
    noteMade(made, {...trail, now}, daemonIdentity);
    if (!isAsLeft({...trail, now}, daemonIdentity, isHalfUndone))
      conflicts.push(now ? `the ${state} daemon was started or changed since` : `the ${state} daemon no longer runs`);
    if (before && now && daemonText(before) === daemonText(now)) continue;
    if (now) changes.push({type: 'stop-daemon', state, syncId: now.syncId});
    if (before) changes.push({type: 'start-daemon', daemon: before});
  }
  const [first] = timeouts.states;
  if (timeouts.states.length > 1 && first?.value && current.timeouts) {
    noteMade(made, {...timeouts, now: current.timeouts}, timeoutText);
    if (!isAsLeft({...timeouts, now: current.timeouts}, timeoutText, isHalfUndone))
      conflicts.push('the timeouts were changed since');
    if (timeoutText(first.value) !== timeoutText(current.timeouts)) changes.push({type: 'set', timeouts: first.value});
  }
  for (const [name, trail] of sysctls) {
    const now = current.sysctls?.[name];
    const before = trail.states[0]?.value;
    noteMade(made, {...trail, now}, value => value);
    if (!isAsLeft({...trail, now}, value => value, isHalfUndone)) conflicts.push(`${name} was changed since`);
    if (before !== undefined && before !== now) changes.push({type: 'set-sysctl', name, value: before});
  }
  return {changes, conflicts};
}

/** What was asked for of a daemon. NB: the kernel fills in the rest, so that it tells more than was asked for. */
function daemonIdentity({interface: name, syncId}: DaemonConfiguration): string {
  return `${name} ${syncId}`;
}

function daemonText(daemon: DaemonConfiguration): string {
  const {group, maximumLength, port, ttl} = daemon;
  return [daemonIdentity(daemon), group && formatAddress(group), maximumLength, port, ttl].join(' ');
}

function timeoutText({tcp, tcpFin, udp}: Timeouts): string {
  return `${tcp} ${tcpFin} ${udp}`;
}
