import type {Snapshot} from '../../data/snapshot.js';
import type {Model} from '../../model.js';
import {age, clockTime} from '../../text/age.js';

/** Since when a row is gone, in words; empty where that was not seen. */
export function goneSince({events, now, settings}: Model, key: string, {services}: Snapshot): string {
  const serviceKey = key.split(' ')[0] as string;
  const gone = services.some(seen => seen.key === serviceKey) ? key : serviceKey;
  const end = events.events.find(({row}) => row === gone); // the last that happened to it
  return end ? ` since ${clockTime(end.at, settings.timeOffset)} (${age(now - end.at)})` : '';
}
