import type {Connection} from '../../../ipvs/connection.js';
import type {Ipvs} from '../../../ipvs/ipvs.js';
import type {SliceWorld} from '../../data/in-slices.js';
import type {Event} from '../../event.js';
import type {Model} from '../../model.js';
import {followRow, isFollowed} from '../connections/following.js';
import {subjectOf} from './subject.js';

/** The connections of what the detail is about, when it is time. @returns what has them shown, if there are new ones */
export async function readDetail(ipvs: Ipvs, current: () => Model, world: SliceWorld): Promise<Event | undefined> {
  const {detail, snapshot} = current();
  if (!detail || !snapshot) return undefined;
  const {row} = subjectOf(snapshot, detail.row);
  if (!row) return undefined;
  const isLookedAt = () => current().detail?.watch === detail.watch;
  const following = followRow(row, snapshot.services);
  const isOfRow = (connection: Connection) => isFollowed(connection, following);
  const isNew = await detail.watch.read(() => ipvs.connections(), {isOfRow, isLookedAt}, world);
  return isNew ? {type: 'clock'} : undefined;
}
