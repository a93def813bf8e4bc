import type {ServiceId} from '../ipvs/service.js';
import type {Wants} from './data/wants.js';
import {listHeight} from './layout.js';
import type {Model} from './model.js';

/** What the screen needs to be read at the next refresh: the rows on it, the chosen one, and what the detail is about. */
export function wantsOf(model: Model): Wants {
  const visible = new Map<string, ServiceId>();
  const detailed = new Map<string, ServiceId>();
  const {services, detail, snapshot} = model;
  if (detail && snapshot) {
    const key = detail.row.split(' ')[0];
    const seen = snapshot.services.find(each => each.key === key);
    if (seen) for (const map of [visible, detailed]) map.set(seen.key, seen.service.id);
  } else if (model.screen === 'services') {
    const {rows, list} = services;
    for (let i = list.offset; i < list.offset + listHeight(model); i++) {
      const row = rows.rowAt(i);
      if (!row) break;
      visible.set(row.seen.key, row.seen.service.id);
      if (row.type === 'destination' || i === list.index) detailed.set(row.seen.key, row.seen.service.id);
    }
  }
  return {visible: [...visible.values()], detailed: [...detailed.values()]};
}
