import {destinationKey} from '../../../ipvs/destination.js';
import type {Snapshot} from '../../data/snapshot.js';
import type {TreeRow} from '../services/tree-rows.js';

/** What a row is now: it is there, not known yet, or gone. */
export type Subject =
  | {readonly state: 'there'; readonly row: TreeRow}
  | {readonly state: 'unread' | 'gone'; readonly row: undefined};

/** @param key serviceKey(), or it and destinationKey() with a blank between */
export function subjectOf({services}: Snapshot, key: string): Subject {
  const [serviceKey, wanted] = key.split(' ');
  const seen = services.find(each => each.key === serviceKey);
  if (!seen) return {state: 'gone', row: undefined};
  if (wanted === undefined) return {state: 'there', row: {type: 'service', key, seen, isOpen: true}};
  if (!seen.destinations) return {state: 'unread', row: undefined};
  const destination = seen.destinations.find(each => destinationKey(each) === wanted);
  if (!destination) return {state: 'gone', row: undefined};
  return {state: 'there', row: {type: 'destination', key, seen, destination, isLast: true}};
}
