import type {Change} from '../../ipvs/change.js';
import type {DaemonConfiguration, DaemonState} from '../../ipvs/daemon.js';
import {formatAddress} from '../../net/address.js';
import type {SyncSettings} from '../../vrrp/router/configuration.js';
import type {Router} from '../../vrrp/router/router.js';

/** What the connection synchronization of this host is to be while its router is in a state. */
export function syncRole(state: Router['state'] | 'mixed' | undefined): DaemonState | 'none' {
  if (state === undefined) return 'none';
  return state === 'master' ? 'master' : 'backup';
}

/**
 * What makes the daemons so: first those are started that are to run, and then the others are stopped (both may run at
 * once), so that nothing goes untold. A daemon with other settings than ours is replaced.
 */
export function planSync(
  settings: SyncSettings | undefined,
  role: DaemonState | 'none',
  running: readonly DaemonConfiguration[],
): readonly Change[] {
  const wanted = settings && role !== 'none' ? daemonOf(settings, role) : undefined;
  const stays = (daemon: DaemonConfiguration) => wanted !== undefined && isAsWanted(daemon, wanted);
  const stop = (daemon: DaemonConfiguration): Change => ({
    type: 'stop-daemon',
    state: daemon.state,
    syncId: daemon.syncId,
  });
  const start: Change[] = wanted && !running.some(stays) ? [{type: 'start-daemon', daemon: wanted}] : [];
  const others = running.filter(daemon => !stays(daemon));
  const inTheWay = others.filter(({state}) => state === wanted?.state);
  return [...inTheWay.map(stop), ...start, ...others.filter(daemon => !inTheWay.includes(daemon)).map(stop)];
}

function daemonOf(settings: SyncSettings, state: DaemonState): DaemonConfiguration {
  const {interface: link, syncId, maximumLength, group, port, ttl} = settings;
  return {state, interface: link, syncId, maximumLength: maximumLength ?? 0, group, port: port ?? 0, ttl: ttl ?? 0};
}

/** What was not asked for is whatever the kernel made of it. */
function isAsWanted(running: DaemonConfiguration, wanted: DaemonConfiguration): boolean {
  const {state, interface: link, syncId, maximumLength, group, port, ttl} = wanted;
  return (
    running.state === state &&
    running.interface === link &&
    running.syncId === syncId &&
    (maximumLength === 0 || running.maximumLength === maximumLength) &&
    (group === undefined || (running.group !== undefined && formatAddress(running.group) === formatAddress(group))) &&
    (port === 0 || running.port === port) &&
    (ttl === 0 || running.ttl === ttl)
  );
}
