import {cut, displayWidth} from '../text/width.js';
import {type Line, type Span, span} from '../theme/role.js';
import type {Drawing} from './drawing.js';
import {roundScale, type Scale} from './scale.js';

/** Cells of the value axis: a quantity and the axis itself. */
export const axisWidth = 6;
/** Lines below the plot: the time axis and its labels. */
export const linesBelow = 2;

/** Whether there is room for a chart. */
export function hasRoom({width, height}: Drawing): boolean {
  return width >= axisWidth + 10 && height >= linesBelow + 2;
}

/** As many lines as the chart would have. */
export function emptyChart({height}: Drawing): readonly Line[] {
  return Array.from({length: Math.max(0, height)}, () => [span(' ')]);
}

/** At most a tick every other line. */
export function scaleOf({height, series, most = 0}: Drawing): Scale {
  let greatest = most;
  for (const {values} of series)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value > greatest && Number.isFinite(value)) greatest = value;
    }
  return roundScale(greatest, Math.min(5, Math.floor((height - linesBelow) / 2)));
}

/** The labels of the time axis, evenly spread; one that would touch the one before is left out, except for the last. */
export function labelLine(labels: readonly string[], width: number): Line {
  const room = width - axisWidth;
  const last = labels.length > 1 ? cut(labels.at(-1) as string, room, '') : '';
  const lastAt = room - displayWidth(last);
  let text = '';
  for (const [i, label] of labels.slice(0, labels.length > 1 ? -1 : 1).entries()) {
    const cells = displayWidth(label);
    const middle = labels.length > 1 ? (i / (labels.length - 1)) * room : 0;
    const at = i === 0 ? 0 : Math.round(middle - cells / 2);
    const used = displayWidth(text);
    if ((i === 0 || at > used) && at + cells < lastAt) text += ' '.repeat(at - used) + label;
  }
  return [span(' '.repeat(axisWidth) + text + ' '.repeat(lastAt - displayWidth(text)) + last, 'muted')];
}

/** Neighbours of the same role as one; blanks go with what is before them. */
export function joinSpans(spans: readonly Span[]): Line {
  const joined: Span[] = [];
  for (const {text, role} of spans) {
    const before = joined.at(-1);
    if (before && (before.role === role || text.trim() === ''))
      joined[joined.length - 1] = span(before.text + text, before.role);
    else joined.push(span(text, role));
  }
  return joined;
}
