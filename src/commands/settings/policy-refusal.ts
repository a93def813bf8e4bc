import {formatSettingsPlace} from '../../settings/settings-problem.js';
import type {Settings} from '../../settings/settings.js';
import {type Asker, type Deed, refusalOf} from '../../settings/who-may.js';
import type {CommandDefinition} from '../command.js';
import type {Parsed} from '../parse-command.js';

/** Why policies do not let a command run, in words; undefined where they do. */
export async function policyRefusal(
  command: CommandDefinition,
  {values, words}: Parsed,
  settings: Settings,
  asker: Asker,
): Promise<string | undefined> {
  const change = command.changes?.(values, words) ?? 'nothing';
  if (change === 'nothing') return undefined;
  const deed: Deed = change === 'as a daemon' ? 'serve' : values.force === true ? 'force' : 'change';
  const refusal = await refusalOf(settings, deed, asker);
  if (refusal !== undefined || change !== 'something with a reason') return refusal;
  return reasonRefusal(settings, values.reason as string | undefined);
}

/** The same of a missing reason. @param how it can be given */
export function reasonRefusal(
  {policies, origins}: Settings,
  reason: string | undefined,
  how = 'say why with --reason TEXT',
): string | undefined {
  if (!policies.requireReason || (reason !== undefined && reason.trim() !== '')) return undefined;
  const place = origins['policies.require-reason'];
  return `it needs a reason: policy require-reason${place ? ` (${formatSettingsPlace(place)})` : ''}; ${how}`;
}
