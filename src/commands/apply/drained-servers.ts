import {basename, dirname, join} from 'node:path';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {DesiredTable} from '../../ipvs/plan.js';
import {DrainStore} from '../../maintenance/drain/drain-store.js';
import {Drains} from '../../maintenance/drain/drains.js';
import {isInForce} from '../../maintenance/drain/in-force.js';
import {keepDrained, type KeptDrained, withWeights} from '../../maintenance/drain/keep-drained.js';
import type {CommandContext} from '../command.js';

/** What of a wanted table drains hold back. @param isForced nothing, and the notes say what comes of it */
export async function heldBack(
  wanted: DesiredTable,
  current: DesiredTable,
  isForced: boolean,
  context: CommandContext,
): Promise<KeptDrained> {
  const journal = await context.openJournal();
  if (!journal) return {table: wanted, weights: new Map(), notes: []};
  // NB: what drains need besides, owners and all, takes long to load
  const folder = join(dirname(dirname(journal.folder)), 'drains', basename(journal.folder));
  const {records, problems} = new DrainStore(folder).read();
  const kept = keepDrained(wanted, current, {records, boot: journal.boot, isForced});
  return {
    ...kept,
    notes: [...kept.notes, ...problems.map(problem => `what this drain holds is not known: ${problem}`)],
  };
}

/** Has undrain give these weights. @returns what went wrong, in words */
export async function tellDrains(
  ipvs: Ipvs,
  weights: KeptDrained['weights'],
  context: CommandContext,
): Promise<readonly string[]> {
  if (weights.size === 0) return [];
  const surroundings = await context.openDrains();
  const world = {...surroundings, pause: async () => undefined, isInterrupted: () => context.isInterrupted()};
  const drains = new Drains(ipvs, world);
  const update = async () =>
    drains.stored().records.flatMap(record => {
      const learnt = isInForce(record, world) ? withWeights(record, weights) : record;
      return learnt === record ? [] : drains.update(learnt);
    });
  return drains.locked('apply', update).catch((error: Error) => [`drains keep their old weights: ${error.message}`]);
}
