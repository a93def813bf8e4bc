import {isLockHeld} from '../../maintenance/state/folder-lock.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import {asGuard} from '../../maintenance/drain/guard-lock.js';
import {type GuardEvent, guardRound} from '../../maintenance/drain/guard-round.js';
import type {Drains} from '../../maintenance/drain/drains.js';
import type {CommandContext} from '../command.js';
import {withDrains} from './drain-context.js';
import {putBackWords} from './drain-reporter.js';

/** Milliseconds between two looks: a weight that somebody puts back is 0 again within a second. */
const between = 500;
/** How often the same trouble is told, milliseconds. */
const reminder = 600_000;

/** Guards drains until it is told to end. Resolves to the exit status. */
export function runGuard(_given: object, _words: readonly never[], context: CommandContext): Promise<number> {
  return withDrains(context, true, async ({drains}) => {
    try {
      return await asGuard(drains, () => watch(drains, context));
    } catch (error) {
      if (!isLockHeld(error)) throw error;
      context.stderr.write(`lvsctl guard: there is one already: ${escapeControls(error.message)}\n`);
      return 4;
    }
  });
}

async function watch(drains: Drains, {stdout, stderr, mark}: CommandContext): Promise<number> {
  const {clock, pause, isInterrupted} = drains.world;
  const told = new Map<string, number>();
  const complain = (words: string) => {
    if (clock() - (told.get(words) ?? Number.NEGATIVE_INFINITY) < reminder) return;
    told.set(words, clock());
    stderr.write(`${escapeControls(words)}\n`);
  };
  stdout.write(`${mark}guarding ${drains.stored().records.length} drains\n`);
  while (!isInterrupted()) {
    try {
      for (const problem of drains.stored().problems) complain(problem);
      await guardRound(drains, event => {
        if (event.type === 'problem') complain(event.words);
        else for (const line of linesOf(event)) stdout.write(`${escapeControls(line)}\n`);
      });
    } catch (error) {
      complain((error as Error).message); // the next round may do better: the module reloaded, the disk emptied
    }
    await pause(between);
  }
  stdout.write('ended: drains stay as they are\n');
  return 0;
}

function linesOf(event: Exclude<GuardEvent, {type: 'problem'}>): readonly string[] {
  switch (event.type) {
    case 'put back':
      return event.putBack.map(putBackWords);
    case 'words':
      return [event.words];
    case 'expired':
      return [`${drainKey(event.record)} has expired: its weights are back`];
    case 'ended':
      return [`${drainKey(event.record)}: its undrain, which somebody had begun, is done`];
    case 'resumed':
      return [`${drainKey(event.record)} is in force again after the reboot`];
    case 'drained':
      return [`${drainKey(event.record)} is drained`];
    case 'removed':
      return [`${drainKey(event.record)} is drained and removed`];
  }
}
