import type {ChecksSummary} from '../../director/protocol/checks-summary.js';
import type {DirectorState, HoldState, RouterState, SyncState} from '../../director/protocol/director-state.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {counted} from '../output/counted.js';

/** The state of a director for people. @param now milliseconds since 1970 */
export function directorStateText(state: DirectorState, now: number): string {
  const {version, host, pid, startedAt, configuration, processes, routers, holds, sync, checks} = state;
  const {file, loadedAt, problem, warnings, foreign = []} = configuration;
  const lines = [
    `director of ${host}, process ${pid}, lvsctl ${version}, for ${span(now - startedAt)}`,
    `configuration ${file}, for ${span(now - loadedAt)}`,
    ...(problem === undefined ? [] : problem.split('\n').map(line => `  the last reload changed nothing: ${line}`)),
    ...warnings.map(line => `  ${line}`),
    ...foreign,
    ...processes.map(one => {
      const restarts = one.restarts === 0 ? '' : `, started again ${one.restarts} time${one.restarts === 1 ? '' : 's'}`;
      return `process ${one.name} ${one.state}${one.pid === undefined ? '' : ` (${one.pid})`} for ${span(now - one.since)}${restarts}`;
    }),
    ...routers.map(router => routerLine(router, now)),
    ...holds.map(hold => holdLine(hold, now)),
    ...(sync ? [syncLine(sync, now)] : []),
    ...(checks ? checksLines(checks) : []),
  ];
  return lines.map(line => `${escapeControls(line)}\n`).join('');
}

/** Whether there is nothing that somebody should look at. */
export function isWell({configuration, processes, routers, sync, checks}: DirectorState): boolean {
  return (
    configuration.problem === undefined &&
    configuration.foreign === undefined &&
    processes.every(({state}) => state === 'running') &&
    routers.every(isRouterWell) &&
    sync?.problem === undefined &&
    (!checks || (checks.down === 0 && checks.poolsWithoutQuorum === 0 && checks.problems.length === 0))
  );
}

function isRouterWell(router: RouterState): boolean {
  const {state, rivals, presentAddresses, strayAddresses} = router;
  if (state === 'master') return rivals.length === 0 && presentAddresses >= addressCount(router);
  return state === 'backup' && strayAddresses.length === 0;
}

function addressCount({addresses, excluded}: RouterState): number {
  return new Set([...addresses, ...excluded]).size;
}

function routerLine(router: RouterState, now: number): string {
  const {name, state, since, cause, priority, adjustments, faults, master, rivals, hold} = router;
  const {presentAddresses, strayAddresses} = router;
  const count = addressCount(router);
  const parts = [
    `${name} ${state} for ${span(now - since)}: ${faults.length > 0 ? faults.join('; ') : cause}`,
    `priority ${priority}${adjustments.length > 0 ? ` (${adjustments.map(adjustmentText).join(', ')})` : ''}`,
    ...(master ? [`master ${master.address} with ${master.priority}`] : []),
    ...(rivals.length > 0 ? [`also master: ${rivals.join(', ')}`] : []),
    ...(state === 'master' && presentAddresses < count ? [`${presentAddresses} of ${count} addresses here`] : []),
    ...(strayAddresses.length > 0 ? [`on this host all the same: ${strayAddresses.join(', ')}`] : []),
    ...(hold ? [`held as ${hold}`] : []),
  ];
  return parts.join(', ');
}

function holdLine({target, as, since, owner, reason, expires}: HoldState, now: number): string {
  const end =
    expires === undefined ? '' : `, ${expires > now ? `for another ${span(expires - now)}` : 'its time is over'}`;
  return `${target} is held as ${as} for ${span(now - since)}${end}${owner === undefined ? '' : `, by ${owner}`}${reason === undefined ? '' : `: ${reason}`}`;
}

function syncLine({interface: link, syncId, router, role, running, since, problem}: SyncState, now: number): string {
  const runs = `${running.join(' and ') || 'nothing'} runs${since === undefined ? '' : ` for ${span(now - since)}`}`;
  const wanted = running.join() === (role === 'none' ? '' : role) ? '' : `, which is to be ${role}`;
  const end = problem === undefined ? '' : `; ${problem}`;
  return `connection synchronization on ${link}, sync id ${syncId}, follows ${router}: ${runs}${wanted}${end}`;
}

function checksLines(checks: ChecksSummary): readonly string[] {
  const {pools, poolsWithoutQuorum, servers, down, unknown, disabled, problems} = checks;
  const counts = [
    `${down} down`,
    ...(unknown > 0 ? [`${unknown} not known yet`] : []),
    ...(disabled > 0 ? [`${disabled} with checks switched off`] : []),
  ];
  const lost = poolsWithoutQuorum === 0 ? '' : `, ${poolsWithoutQuorum} without quorum`;
  return [
    `${counted(pools, 'virtual service')}${lost}; ${counted(servers, 'real server')}: ${counts.join(', ')}; ${counted(checks.checks, 'check')}`,
    ...problems.map(line => `  ${line}`),
  ];
}

function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

function adjustmentText({by, amount}: RouterState['adjustments'][number]): string {
  return `${by}: ${amount > 0 ? '+' : ''}${amount}`;
}
