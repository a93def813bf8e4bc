import type {Routers} from '../../managers/open-routers.js';
import {refusals} from '../../vrrp/handover/objections.js';
import type {RouterOwner, SwitchOutcome, SwitchPlan} from '../../vrrp/handover/router-owner.js';
import type {SourceView} from '../../vrrp/truth/router-truth.js';
import {type CommandContext, Usage} from '../command.js';
import {formatDocument, type OutputFormat} from '../output/structured.js';
import {askPeers} from './ask-others.js';
import {switchDocument} from './switch-document.js';
import {formatOutcome, formatPlan, formatStep} from './switch-output.js';
import {untoldBy} from './untold-by.js';

/** What was given of the options that all of them have. */
interface Given {
  readonly output: OutputFormat | undefined;
  readonly 'dry-run': boolean | undefined;
  readonly force?: boolean | undefined;
  /** Other hosts to ask. */
  readonly peer?: string | undefined;
}

/** Starts the watch, shows what would be done, does it, and closes the watch. Resolves to the exit status. */
export async function planAndCarryOut(
  target: string,
  given: Given,
  routers: Routers,
  context: CommandContext,
  makePlan: (owner: RouterOwner) => Promise<SwitchPlan>,
): Promise<number> {
  try {
    return await watchAndCarryOut(target, given, routers, context, makePlan);
  } finally {
    await routers.close();
  }
}

async function watchAndCarryOut(
  target: string,
  given: Given,
  routers: Routers,
  context: CommandContext,
  makePlan: (owner: RouterOwner) => Promise<SwitchPlan>,
): Promise<number> {
  const {watch, owners} = routers;
  await watch.start(() => {});
  await askPeers(given.peer, routers);
  const owner = ownerOf(target, owners, watch.read().sources);
  const plan = await makePlan(owner);
  const refused = refusals(plan, given.force === true);
  const isDocument = given.output === 'json' || given.output === 'yaml';
  if (!isDocument) context.stdout.write(formatPlan(plan));
  let outcome: SwitchOutcome | undefined;
  const isToBeDone = refused.length === 0 && given['dry-run'] !== true && !context.isInterrupted();
  if (isToBeDone) {
    let begunAt: number | undefined;
    outcome = await owner.carryOut(
      plan,
      step => {
        begunAt ??= step.at;
        if (!isDocument) context.stdout.write(formatStep(step, begunAt));
      },
      () => context.isInterrupted(),
    );
    if (!isDocument) context.stdout.write(formatOutcome(outcome));
  }
  if (isDocument)
    context.stdout.write(
      await formatDocument(switchDocument(plan, refused, outcome), given.output as 'json' | 'yaml', false),
    );
  const isSo = refused.length > 0 && refused.every(({code}) => isSoAlready.has(code));
  if (refused.length > 0 && !isSo && !isDocument)
    context.stderr.write(
      refusal(
        plan,
        refused.every(each => each.isForceable),
      ),
    );
  if (outcome) return statuses[outcome.result];
  if (isSo) return 0;
  return refused.length > 0 ? 4 : context.isInterrupted() ? 130 : 0;
}

/** It is as was asked for: a script that asks again has not failed. */
const isSoAlready = new Set(['not-master', 'is-master', 'not-held']);

/** docs: 0 done; 3 not reached in time; 5 failed and put back; 6 failed and not put back; 130 interrupted. */
const statuses = {
  done: 0,
  late: 3,
  'put-back': 5,
  'not-put-back': 6,
  interrupted: 130,
} as const satisfies Record<SwitchOutcome['result'], number>;

function refusal({isRelease, request}: SwitchPlan, isForceable: boolean): string {
  const name = isRelease ? 'release' : request.isHeld ? 'hold' : 'switch';
  const way = isForceable ? '; --force does it all the same' : '';
  return `lvsctl vrrp ${name}: ${request.target} was left as it is, for what speaks against it above${way}\n`;
}

function ownerOf(target: string, owners: readonly RouterOwner[], sources: readonly SourceView[]): RouterOwner {
  const owner = owners.find(each => each.knows(target));
  if (owner) return owner;
  const asked =
    owners.length === 0
      ? 'Nobody who runs virtual routers was found here'
      : `Asked: ${owners.map(({name}) => name).join(', ')}`;
  const untold = untoldBy(sources);
  throw new Usage(
    `no instance or sync group is called '${target}'. ${asked}.${untold} lvsctl vrrp lists what there is`,
  );
}

/** The one word that these commands take. */
export function onlyTarget(words: readonly string[]): string {
  const [target] = words;
  if (target === undefined || words.length !== 1)
    throw new Usage('name one instance or sync group; lvsctl vrrp lists them');
  return target;
}
