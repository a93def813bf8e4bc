import type {RouterConfiguration} from '../vrrp/router/configuration.js';
import type {LoadedConfiguration} from './director-world.js';
import {isSameConfiguration} from './processes/send-configuration.js';
import type {ReloadResult} from './protocol/methods.js';

/** What becomes of a file that was read again: an answer already, or a configuration to be put in the place of the one before. */
export type ReloadDecision =
  | {readonly type: 'answer'; readonly answer: ReloadResult}
  | {readonly type: 'apply'; readonly configuration: RouterConfiguration; readonly words: readonly string[]};

/** @param objections why it cannot be now, whatever it says. @param difference what is different, in words */
export function decideReload(
  before: RouterConfiguration,
  {configuration, problems}: LoadedConfiguration,
  objections: readonly string[],
  difference: readonly string[],
  isOnlyCheck: boolean,
): ReloadDecision {
  const refusals = [...problems, ...objections];
  if (!configuration || refusals.length > 0) return answer('refused', refusals);
  // a file that was emptied is a slip
  if (before.routers.length > 0 && configuration.routers.length === 0)
    return answer('refused', ['no virtual router is left in it: if that is meant, stop the director']);
  if (isSameConfiguration(before, configuration)) return answer('unchanged', []);
  const words = difference.length > 0 ? difference : ['something that no virtual router shows is different'];
  return isOnlyCheck ? answer('checked', words) : {type: 'apply', configuration, words};
}

function answer(result: ReloadResult['result'], words: readonly string[]): ReloadDecision {
  return {type: 'answer', answer: {result, words}};
}
