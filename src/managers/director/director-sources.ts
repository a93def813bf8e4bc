import type {DirectorState} from '../../director/protocol/director-state.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';
import type {LinkCondition} from './director-link.js';
import type {DirectorProcesses} from './director-processes.js';

/** What can be had of the director; nothing where there never was one. */
export function directorSources(
  state: DirectorState | undefined,
  condition: LinkCondition,
  processes: Pick<DirectorProcesses, 'isElsewhere' | 'tells'>,
): readonly SourceView[] {
  const name = state && condition.type !== 'absent' ? `director (process ${state.pid})` : 'director';
  const daemon = (view: Omit<SourceView, 'kind' | 'name'>): SourceView => ({kind: 'daemon', name, ...view});
  if (condition.type === 'absent') return state || condition.isLeft ? [daemon(absence(condition.isLeft))] : [];
  if (condition.type === 'silent') return [daemon({state: 'failed', words: condition.words})];
  if (!state) return [];
  if (processes.isElsewhere)
    return [daemon({state: 'absent', words: 'it runs in another network namespace: what it has is not here'})];
  if (!processes.tells)
    return [daemon({state: 'failed', words: 'it is stopped by a signal and tells nothing; kill -CONT lets it go on'})];
  return [daemon({state: 'good', words: runningWords(state)}), configurationSource(state)];
}

/** A socket without a process is what a killed one leaves, and perhaps addresses too. */
function absence(isLeft: boolean): Omit<SourceView, 'kind' | 'name'> {
  return isLeft
    ? {
        state: 'failed',
        words: 'it was killed, and its socket is left; lvsctl director run takes away what else it has left',
      }
    : {state: 'absent', words: 'it has ended'};
}

function runningWords({routers, processes}: DirectorState): string {
  const count = `${routers.length} virtual ${routers.length === 1 ? 'router' : 'routers'}`;
  const ended = processes.filter(({state}) => state !== 'running').map(({name, state}) => `${name} is ${state}`);
  return [`it tells of ${count}, and of every change`, ...ended].join('; ');
}

function configurationSource({configuration}: DirectorState): SourceView {
  const {file, problem, warnings} = configuration;
  const common = {kind: 'configuration', name: file} as const;
  if (problem !== undefined)
    return {...common, state: 'failed', words: `the last reload was not taken, the one before is in force: ${problem}`};
  const [first] = warnings;
  const more = warnings.length > 1 ? `, and ${warnings.length - 1} more` : '';
  return {...common, state: 'good', words: first === undefined ? 'in force' : `in force; ${first}${more}`};
}
