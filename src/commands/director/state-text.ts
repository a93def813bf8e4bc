import type {DirectorState, HoldState, RouterState} from '../../director/protocol/director-state.js';
import {escapeControls} from '../../ipvs/outside-text.js';

/** The state of a director for people. @param now milliseconds since 1970 */
export function directorStateText(state: DirectorState, now: number): string {
  const {version, host, pid, startedAt, configuration, processes, routers, holds, sync} = state;
  const {file, loadedAt, problem, warnings} = configuration;
  const lines = [
    `director of ${host}, process ${pid}, lvsctl ${version}, for ${span(now - startedAt)}`,
    `configuration ${file}, for ${span(now - loadedAt)}`,
    ...(problem === undefined ? [] : problem.split('\n').map(line => `  the last reload changed nothing: ${line}`)),
    ...warnings.map(line => `  ${line}`),
    ...processes.map(one => {
      const restarts = one.restarts === 0 ? '' : `, started again ${one.restarts} time${one.restarts === 1 ? '' : 's'}`;
      return `process ${one.name} ${one.state}${one.pid === undefined ? '' : ` (${one.pid})`} for ${span(now - one.since)}${restarts}`;
    }),
    ...routers.map(router => routerLine(router, now)),
    ...holds.map(hold => holdLine(hold, now)),
    ...(sync
      ? [
          `connection synchronization on ${sync.interface}, sync id ${sync.syncId}, follows ${sync.router}: ${sync.running.join(' and ') || 'nothing'} runs${sync.problem === undefined ? '' : `; ${sync.problem}`}`,
        ]
      : []),
  ];
  return lines.map(line => `${escapeControls(line)}\n`).join('');
}

/** Whether there is nothing that somebody should look at. */
export function isWell({configuration, processes, routers, sync}: DirectorState): boolean {
  return (
    configuration.problem === undefined &&
    processes.every(({state}) => state === 'running') &&
    routers.every(({state, rivals}) => (state === 'master' || state === 'backup') && rivals.length === 0) &&
    sync?.problem === undefined
  );
}

function routerLine(router: RouterState, now: number): string {
  const {name, state, since, cause, priority, adjustments, faults, master, rivals, hold} = router;
  const parts = [
    `${name} ${state} for ${span(now - since)}: ${faults.length > 0 ? faults.join('; ') : cause}`,
    `priority ${priority}${adjustments.length > 0 ? ` (${adjustments.join(', ')})` : ''}`,
    ...(master ? [`master ${master.address} with ${master.priority}`] : []),
    ...(rivals.length > 0 ? [`also master: ${rivals.join(', ')}`] : []),
    ...(hold ? [`held as ${hold}`] : []),
  ];
  return parts.join(', ');
}

function holdLine({target, as, since, owner, reason, expires}: HoldState, now: number): string {
  const end =
    expires === undefined ? '' : `, ${expires > now ? `for another ${span(expires - now)}` : 'its time is over'}`;
  return `${target} is held as ${as} for ${span(now - since)}${end}${owner === undefined ? '' : `, by ${owner}`}${reason === undefined ? '' : `: ${reason}`}`;
}

function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}
