import {escapeControls} from '../../ipvs/outside-text.js';
import {type DrainState, drainStates} from '../../maintenance/drain/drain-states.js';
import {recoverSysctls} from '../../maintenance/drain/finish-drain.js';
import {isGuarded} from '../../maintenance/drain/guard-lock.js';
import type {CommandContext} from '../command.js';
import {formatDocument} from '../output/structured.js';
import {namesToShow} from '../settings/names-to-show.js';
import {withDrains} from './drain-context.js';
import {drainsDocument} from './drains-document.js';
import {drainsText} from './drains-text.js';
import type {DrainsOptions} from './drains.js';

/** Shows the drains. Resolves to the exit status. */
export function runDrains(given: DrainsOptions, _words: readonly never[], context: CommandContext): Promise<number> {
  return withDrains(context, true, async ({drains: here, surroundings}) => {
    const recovered = await recoverSysctls(here).catch((error: Error) => [error.message]);
    const {states, problems} = await drainStates(here);
    const names = await namesToShow(context, given.numeric);
    const view = {states, problems, recovered, isGuarded: await isGuarded(here), now: surroundings.clock(), names};
    const {output} = given;
    context.stdout.write(
      output === 'json' || output === 'yaml'
        ? await formatDocument(drainsDocument(view, await namesToShow(context, undefined)), output, false)
        : context.mark + drainsText(view),
    );
    for (const problem of problems) context.stderr.write(`lvsctl drains: ${escapeControls(problem)}\n`);
    return problems.length > 0 || states.some(needsSomebody) ? 1 : 0;
  });
}

/** Whether somebody has to do something about it. */
function needsSomebody({state, isOverdue}: DrainState): boolean {
  return isOverdue || state === 'unfinished' || state === 'suspended' || state === 'put back';
}
