import type {Ipvs} from '../../../ipvs/ipvs.js';
import type {SliceWorld} from '../../data/in-slices.js';
import type {Event} from '../../event.js';
import type {Model} from '../../model.js';
import {connectionsOf} from './connections-of.js';
import {subjectOf} from './subject.js';

/** The connections of what the detail is about, when it is time. @returns what has them shown, if there are new ones */
export async function readDetail(ipvs: Ipvs, current: () => Model, world: SliceWorld): Promise<Event | undefined> {
  const {detail, snapshot} = current();
  if (!detail || !snapshot) return undefined;
  const {row} = subjectOf(snapshot, detail.row);
  if (!row) return undefined;
  const isLookedAt = () => current().detail?.watch === detail.watch;
  const isNew = await detail.watch.read(() => ipvs.connections(), {isOfRow: connectionsOf(row), isLookedAt}, world);
  return isNew ? {type: 'clock'} : undefined;
}
