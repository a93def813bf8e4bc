import type {Ipvs} from '../../ipvs/ipvs.js';
import {type DrainState, drainStates} from '../../maintenance/drain/drain-states.js';
import {Drains} from '../../maintenance/drain/drains.js';
import type {CommandContext} from '../command.js';
import {attempt, type Tell} from './attempt.js';

/** All drains as they stand; none where there is no table, or it ends with its process. */
export function readDrains(
  ipvs: Ipvs | undefined,
  context: CommandContext,
  tell: Tell,
): Promise<readonly DrainState[]> {
  return attempt('drains', tell, [], async () => {
    if (!ipvs || !(await context.openJournal())) return [];
    const surroundings = await context.openDrains();
    const world = {
      ...surroundings,
      pause: (time: number) => context.sleep(time / 1000),
      isInterrupted: () => context.isInterrupted(),
    };
    const {states, problems} = await drainStates(new Drains(ipvs, world));
    for (const problem of problems) tell('drains', problem);
    return states;
  });
}
