import type {FileSettings, Setting} from './setting.js';
import {formatSettingsPlace, type SettingsPlace, type SettingsProblem} from './settings-problem.js';
import {noSettings, type Policies} from './settings.js';

type PolicySetting = Extract<Setting, {type: 'policy'}>;

/** The policies of /etc, and what a user's own file makes stricter; what would loosen them is told. */
export function mergePolicies(files: readonly FileSettings[]) {
  let {policies} = noSettings;
  const origins = new Map<string, SettingsPlace>();
  const problems: SettingsProblem[] = [];
  const take = ({path, at, policy}: PolicySetting) => {
    policies = {...policies, ...policy};
    origins.set(path, at);
  };
  for (const setting of policiesOf(files, false)) take(setting);
  for (const setting of policiesOf(files, true)) {
    const standing = origins.get(setting.path);
    const message = objection(setting.policy, policies, standing);
    if (message !== undefined) problems.push({...setting.at, message});
    else if (!standing || isStricter(setting.policy, policies)) take(setting);
  }
  return {policies, origins: [...origins], problems};
}

function policiesOf(files: readonly FileSettings[], isOwn: boolean): readonly PolicySetting[] {
  const chosen = files.filter(file => file.isOwn === isOwn);
  return chosen.flatMap(({settings}) => settings.filter(one => one.type === 'policy'));
}

/** Why a user's own setting does not count, in words. */
function objection(own: Partial<Policies>, held: Policies, standing: SettingsPlace | undefined): string | undefined {
  if ('mayChange' in own || 'mayForce' in own)
    return 'who may do what is said in /etc/lvsctl/config.yaml alone: here it has no effect';
  if (!standing) return undefined;
  const isLooser =
    (own.leastServers !== undefined && own.leastServers < (held.leastServers ?? 1)) ||
    (own.requireReason === false && held.requireReason);
  if (!isLooser) return undefined;
  return `a file of your own can only make a policy stricter: ${formatSettingsPlace(standing)} holds`;
}

function isStricter({leastServers, requireReason}: Partial<Policies>, held: Policies): boolean {
  return (leastServers ?? 0) > (held.leastServers ?? 1) || (requireReason === true && !held.requireReason);
}
