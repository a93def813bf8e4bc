import {escapeControls} from '../../ipvs/outside-text.js';
import {type DrainState, drainStates} from '../../maintenance/drain/drain-states.js';
import {recoverSysctls} from '../../maintenance/drain/finish-drain.js';
import {isGuarded} from '../../maintenance/drain/guard-lock.js';
import {type CommandContext, defineCommand} from '../command.js';
import {choice} from '../kinds.js';
import {formatDocument, outputFormats} from '../output/structured.js';
import {withDrains} from './drain-context.js';
import {drainsDocument} from './drains-document.js';
import {drainsText} from './drains-text.js';

export const drains = defineCommand({
  name: 'drains',
  summary: 'what is drained, by whom, why and until when; exit status 1 if one is overdue or unfinished',
  options: {
    output: {kind: choice(...outputFormats), alias: 'o', describe: 'how to print (default table), see docs/json.md'},
  },
  examples: [['lvsctl drains', 'with the connections that are left now']],
  run: (given, _words, context: CommandContext) =>
    withDrains(context, true, async ({drains: here, surroundings}) => {
      const recovered = await recoverSysctls(here).catch((error: Error) => [error.message]);
      const {states, problems} = await drainStates(here);
      const view = {states, problems, recovered, isGuarded: await isGuarded(here), now: surroundings.clock()};
      const {output} = given;
      context.stdout.write(
        output === 'json' || output === 'yaml'
          ? await formatDocument(drainsDocument(view), output, false)
          : context.mark + drainsText(view),
      );
      for (const problem of problems) context.stderr.write(`lvsctl drains: ${escapeControls(problem)}\n`);
      return problems.length > 0 || states.some(needsSomebody) ? 1 : 0;
    }),
});

/** Whether somebody has to do something about it. */
export function needsSomebody({state, isOverdue}: DrainState): boolean {
  return isOverdue || state === 'unfinished' || state === 'suspended' || state === 'put back';
}
