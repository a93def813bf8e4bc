import {defineCommand} from '../command.js';
import {choice, flag, word} from '../kinds.js';
import {outputFormats} from '../output/structured.js';
import {managerOptions, routerOptions} from './options.js';
import {onlyTarget, planAndCarryOut} from './switch-run.js';

export const vrrpRelease = defineCommand({
  name: 'vrrp release',
  summary: 'end a hold, so that this host may be master again',
  words: {name: 'TARGET', kind: word, describe: 'what is held: lvsctl vrrp holds'},
  options: {
    'dry-run': {kind: flag, describe: 'show what would be done'},
    output: {kind: choice(...outputFormats), alias: 'o', describe: 'how to print (default table), see docs/json.md'},
    ...managerOptions,
  },
  endsInOrder: true,
  examples: [['lvsctl vrrp release VI_1', 'and wait until it is master again, where it preempts']],
  async run(given, words, context) {
    const target = onlyTarget(words);
    const routers = await context.openRouters(routerOptions(given));
    if (!routers) return 2;
    const options = {peer: undefined, output: given.output, isDryRun: given['dry-run'] === true, isForced: false};
    try {
      return await planAndCarryOut(target, options, routers, context, owner => owner.planRelease(target));
    } finally {
      await routers.close();
    }
  },
});
