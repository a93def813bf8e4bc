import {escapeControls} from '../../../ipvs/outside-text.js';
import {drainKey} from '../../../maintenance/drain/drain-record.js';
import {entry, type Panel, panel} from '../../components/panel.js';
import type {Model} from '../../model.js';
import {age, clockTime} from '../../text/age.js';

/** Who drains a real server, and until when; none where nobody does. */
export function drainPanels({drains, settings, now}: Model, row: string): readonly Panel[] {
  const drain = drains.seen.byRow.get(row);
  if (!drain) return [];
  const {user, reason, since, expires, destinations} = drain;
  const {glyphs, timeOffset} = settings;
  const others = destinations.length === 1 ? '' : ` and ${destinations.length - 1} more`;
  const end =
    expires === undefined
      ? 'with undrain'
      : expires <= now
        ? `overdue for ${age(now - expires)}`
        : `in ${age(expires - now)}, at ${clockTime(expires, timeOffset)}`;
  const lines = [
    entry('drained as', `${escapeControls(drainKey(drain))}${others}`),
    entry('by', escapeControls(user)),
    entry('reason', reason === undefined ? glyphs.dash : escapeControls(reason)),
    entry('since', `${clockTime(since, timeOffset)}, ${age(now - since)} ago`),
    entry('ends', end, undefined, expires !== undefined && expires <= now ? 'bad' : 'plain'),
  ];
  return [panel('DRAIN', () => lines, glyphs.ellipsis)];
}
