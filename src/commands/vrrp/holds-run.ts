import {escapeControls} from '../../ipvs/outside-text.js';
import type {KnownHold} from '../../vrrp/handover/router-owner.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {CommandContext} from '../command.js';
import {type Document, formatDocument} from '../output/structured.js';
import {holdDocument} from './document.js';
import {holdLine} from './hold-text.js';
import type {HoldsOptions} from './holds.js';
import {routerOptions} from './options.js';

/** Shows what is held. Resolves to the exit status. */
export async function runHolds(
  given: HoldsOptions,
  _words: readonly never[],
  context: CommandContext,
): Promise<number> {
  const routers = await context.openRouters(routerOptions(given));
  if (!routers) return 2;
  try {
    await routers.watch.start(() => {});
    const holds = (await Promise.all(routers.owners.map(owner => owner.holds()))).flat();
    const problems = (
      await Promise.all(routers.owners.map(async owner => (await owner.holdProblems?.()) ?? []))
    ).flat();
    const now = routers.world.clock();
    const {output} = given;
    context.stdout.write(
      output === 'json' || output === 'yaml'
        ? await formatDocument(holdsDocument(holds, problems, now), output, false)
        : holdsText(holds, now),
    );
    for (const problem of problems) context.stderr.write(`lvsctl vrrp holds: ${escapeControls(problem)}\n`);
    return problems.length > 0 || holds.some(hold => isOverdue(hold, now)) ? 1 : 0;
  } finally {
    await routers.close();
  }
}

function holdsText(holds: readonly KnownHold[], now: Milliseconds): string {
  if (holds.length === 0) return 'nothing is held\n';
  return holds.map(hold => `${hold.isInForce === false ? '(no more) ' : ''}${holdLine(hold, now)}`).join('');
}

function holdsDocument(holds: readonly KnownHold[], problems: readonly string[], now: Milliseconds): Document {
  return {
    schema: 'lvsctl.vrrp-holds/1',
    version: 1,
    holds: holds.map(hold => ({
      ...holdDocument(hold),
      inForce: hold.isInForce !== false,
      overdue: isOverdue(hold, now),
    })),
    problems,
  };
}

function isOverdue({expires, isInForce}: KnownHold, now: Milliseconds): boolean {
  return isInForce !== false && expires !== undefined && expires <= now;
}
