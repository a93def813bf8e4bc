import {configurationChange, type DirectorConfiguration} from './director-configuration.js';
import type {LoadedConfiguration} from './director-world.js';
import type {ReloadResult} from './protocol/methods.js';

/** What becomes of a file that was read again: an answer already, or a configuration to be put in the place of the one before. */
export type ReloadDecision =
  | {readonly type: 'answer'; readonly answer: ReloadResult}
  | {readonly type: 'apply'; readonly configuration: DirectorConfiguration; readonly words: readonly string[]};

/** @param objections why it cannot be now, whatever it says. @param difference what is different, in words */
export function decideReload(
  before: DirectorConfiguration,
  {configuration, problems}: LoadedConfiguration,
  objections: readonly string[],
  difference: readonly string[],
  isOnlyCheck: boolean,
): ReloadDecision {
  const refusals = [...problems, ...objections];
  if (!configuration || refusals.length > 0) return answer('refused', refusals);
  const lost = lostIn(before, configuration);
  if (lost.length > 0)
    return answer(
      'refused',
      lost.map(what => `no virtual ${what} is left in it: if that is meant, stop the director`),
    );
  const change = configurationChange(before, configuration);
  if (!change.routers && !change.pools && !change.metrics) return answer('unchanged', []);
  const words = difference.length > 0 ? difference : ['something that no virtual router or service shows is different'];
  return isOnlyCheck ? answer('checked', words) : {type: 'apply', configuration, words};
}

/** What a file that was emptied by a slip would give up altogether. */
function lostIn(before: DirectorConfiguration, after: DirectorConfiguration): readonly ('router' | 'service')[] {
  return [
    ...(before.routers.routers.length > 0 && after.routers.routers.length === 0 ? (['router'] as const) : []),
    ...(before.pools.pools.length > 0 && after.pools.pools.length === 0 ? (['service'] as const) : []),
  ];
}

function answer(result: ReloadResult['result'], words: readonly string[]): ReloadDecision {
  return {type: 'answer', answer: {result, words}};
}
