import type {Word} from '../text/words.js';
import {type Context, hasDefaultUser} from '../walk/context.js';
import {commandOf, flagOf, nameOf, numberOf, type Section, weightOf} from '../walk/section.js';
import type {VrrpScript} from './vrrp-configuration.js';

/** A vrrp_script; undefined where keepalived leaves it out. */
export function readScript(context: Context, section: Section): VrrpScript | undefined {
  const {report} = context;
  const name = nameOf(section);
  const command = commandOf(section, 'script');
  const user = section.entries.findLast(({row}) => row.keyword === 'user');
  if (!command) {
    if (section.isComplete) report('incomplete-block', section.end, `vrrp_script "${name}" has no script`);
    return undefined;
  }
  const lacksUser = user?.type === 'setting' ? user.value === undefined : !hasDefaultUser(context, section.end);
  if (lacksUser) {
    if (!user) report('incomplete-block', section.end, `nobody is there to run vrrp_script "${name}"`);
    return undefined;
  }
  return {
    name,
    place: section.words[1] as Word,
    command: user ? {...command, user: nameOf(user), ...(user.words[2] ? {group: user.words[2].text} : {})} : command,
    interval: (numberOf(section, 'interval') ?? 1) * 1000,
    timeout: (numberOf(section, 'timeout') ?? 0) * 1000,
    rise: numberOf(section, 'rise') ?? 1,
    fall: numberOf(section, 'fall') ?? 1,
    isDownAtFirst: flagOf(section, 'init_fail'),
    ...(weightOf(section) ?? {weight: 0, isReversed: false}),
  };
}
