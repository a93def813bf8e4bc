import type {DirectorState} from '../protocol/director-state.js';

/** The whole director in a line: `3 virtual routers: 2 master, 1 backup; 1 held; 2 of 40 real servers down`. */
export function statusWords({
  routers,
  holds,
  processes,
  checks,
}: Pick<DirectorState, 'routers' | 'holds' | 'processes' | 'checks'>): string {
  const states = ['master', 'backup', 'fault', 'initialize'] as const;
  const counts = states.flatMap(state => {
    const count = routers.filter(router => router.state === state).length;
    return count === 0 ? [] : [`${count} ${words[state]}`];
  });
  const held = holds.length === 0 ? '' : `; ${holds.length} held`;
  const missing = processes
    .filter(({state}) => state !== 'running')
    .map(({name, state}) => `; the process ${name} does not ${state === 'silent' ? 'answer' : 'run'}`);
  const down = checks ? `; ${checks.down} of ${checks.servers} real servers down` : '';
  return `${routers.length} virtual router${routers.length === 1 ? '' : 's'}: ${counts.join(', ') || 'none'}${held}${down}${missing.join('')}`;
}

const words = {master: 'master', backup: 'backup', fault: 'in fault', initialize: 'not started'} as const;
