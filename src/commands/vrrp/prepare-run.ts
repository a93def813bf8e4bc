import {findPrepareTarget} from '../../managers/keepalived/prepare/find-target.js';
import {carryOutPrepare} from '../../managers/keepalived/prepare/carry-out-prepare.js';
import {type PreparePlan, planPrepare} from '../../managers/keepalived/prepare/plan-prepare.js';
import type {RouterWorld} from '../../managers/router-world.js';
import {type CommandContext, Usage} from '../command.js';
import {routerOptions} from './options.js';
import type {PrepareOptions} from './prepare.js';
import {formatObjections, formatOutcome, formatPlan} from './prepare-text.js';
import {systemWords} from '../../ipvs/system-words.js';

const statuses = {done: 0, 'put-back': 5, 'not-put-back': 6} as const;

/** Shows or makes the change that lets routers be moved. Resolves to the exit status. */
export async function runPrepare(
  given: PrepareOptions,
  words: readonly never[],
  context: CommandContext,
): Promise<number> {
  if (words.length > 0)
    throw new Usage('vrrp prepare takes no words: it prepares every virtual router of a keepalived');
  const routers = await context.openRouters(routerOptions({...given, fifo: undefined}));
  if (!routers) return 2;
  try {
    return await prepareWith(given, routers.world, context);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
    context.stderr.write(`lvsctl vrrp prepare: ${systemWords(error)}\n`);
    return 2;
  } finally {
    await routers.close();
  }
}

async function prepareWith(given: PrepareOptions, world: RouterWorld, context: CommandContext): Promise<number> {
  const target = findPrepareTarget(world, routerOptions({...given, fifo: undefined}));
  if ('error' in target) {
    context.stderr.write(`lvsctl vrrp prepare: ${target.error}\n`);
    return 2;
  }
  const plan = await planPrepare(world, target, {isUndo: given.undo === true, wantsEvents: given.events === true});
  context.stdout.write(context.mark + formatPlan(plan));
  const inTheWay = plan.objections.filter(({isForceable}) => !isForceable || given.force !== true);
  if (plan.objections.length > 0) context.stderr.write(formatObjections(plan.objections, given.force === true));
  if (inTheWay.length > 0) return 4;
  if (plan.changes.length === 0) return isLeftOut(plan) ? 4 : 0;
  if (given.apply !== true) {
    context.stdout.write(
      `Nothing was changed. To do it: lvsctl vrrp prepare${given.events === true ? ' --events' : ''}${plan.isUndo ? ' --undo' : ''} --apply\n`,
    );
    return 0;
  }
  return apply(world, plan, context);
}

async function apply(world: RouterWorld, plan: PreparePlan, context: CommandContext): Promise<number> {
  const onStep = (words: string) => context.stdout.write(`  ${words}\n`);
  const outcome = await carryOutPrepare(world, plan, onStep, () => context.isInterrupted());
  (outcome.result === 'done' ? context.stdout : context.stderr).write(formatOutcome(outcome));
  if (outcome.result === 'put-back' && context.isInterrupted()) return 130;
  return outcome.result === 'done' && isLeftOut(plan) ? 1 : statuses[outcome.result];
}

/** Some router stays without a file of its own. */
function isLeftOut({units}: PreparePlan): boolean {
  return units.some(({obstacle}) => obstacle);
}
