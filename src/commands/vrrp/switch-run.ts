import type {SwitchRequest} from '../../vrrp/handover/router-owner.js';
import {type CommandContext, Usage} from '../command.js';
import {routerOptions} from './options.js';
import {onlyTarget, planAndCarryOut} from './plan-and-carry-out.js';
import type {ReleaseOptions} from './release.js';
import type {SwitchOptions} from './switch.js';

/** Makes this host backup or master. Resolves to the exit status. */
export async function runSwitch(
  given: SwitchOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const target = onlyTarget(words);
  const {to} = given;
  if (to === undefined) throw new Usage('say --to backup, --to master, or --to and the address of a peer');
  const routers = await context.openRouters(routerOptions(given));
  if (!routers) return 2;
  const request: SwitchRequest = {
    target,
    to: typeof to === 'string' ? to : 'backup',
    peer: typeof to === 'string' ? undefined : to,
    via: given.via ?? 'auto',
    file: given.file,
    hold: given.hold,
    owner: routers.world.user,
    reason: given.reason,
    isConfirmed: given.yes === true,
  };
  return planAndCarryOut(target, given, routers, context, owner => owner.planSwitch(request));
}

/** Ends a hold. Resolves to the exit status. */
export async function runRelease(
  given: ReleaseOptions,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const target = onlyTarget(words);
  const routers = await context.openRouters(routerOptions(given));
  if (!routers) return 2;
  return planAndCarryOut(target, given, routers, context, owner => owner.planRelease(target));
}
