import {type CommandContext, Usage} from '../command.js';
import type {HoldOptions} from './hold.js';
import {routerOptions} from './options.js';
import {onlyTarget, planAndCarryOut} from './plan-and-carry-out.js';

/** Keeps this host backup or master. Resolves to the exit status. */
export async function runHold(given: HoldOptions, words: readonly string[], context: CommandContext): Promise<number> {
  const target = onlyTarget(words);
  const {as} = given;
  if (as === undefined) throw new Usage('say --as backup or --as master');
  const routers = await context.openRouters(routerOptions(given));
  if (!routers) return 2;
  const request = {
    target,
    to: as,
    via: 'auto',
    file: undefined,
    hold: given.expires,
    isHeld: true,
    owner: given.owner ?? routers.world.user,
    reason: given.reason,
    isConfirmed: given.yes === true,
  } as const;
  return planAndCarryOut(target, given, routers, context, owner => owner.planSwitch(request));
}
