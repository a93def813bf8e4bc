import type {Model} from '../../model.js';
import {screenArea} from '../../layout.js';
import {exact} from '../../text/quantity.js';
import {cut} from '../../text/width.js';
import {type Line, type Span, span} from '../../theme/role.js';
import {lineWidth} from '../../theme/theme.js';
import type {ConnectionOrder} from './arrange.js';
import {countKeys} from './counts.js';
import {period} from './pace.js';
import {type ConnectionsReading, isEnough} from './state.js';

/** Above the titles: what is shown of how many; how many in each state, and how old that is. */
export function headingLines(model: Model, reading: ConnectionsReading): readonly [Line, Line] {
  const {columns, settings, connections} = model;
  const {glyphs} = settings;
  const filter = connections.filterText === '' ? [] : [span(` filter: ${connections.filterText} `, 'prompt')];
  const subject = justified(subjectSpans(reading), filter, columns, glyphs.ellipsis);
  const states = reading.order.tally.states.map(([state, count]) => `${state} ${exact(count)}`);
  const age = ageSpans(model, reading);
  const room = screenArea(model).width - lineWidth(age);
  return [
    subject,
    justified([span(cut(` ${joined(states, glyphs.bullet)}`, room, glyphs.ellipsis))], age, columns, ''),
  ];
}

function subjectSpans(reading: ConnectionsReading): Span[] {
  const {order, total, kept} = reading;
  const {following} = order.arrangement;
  const spans = following ? followingSpans(following.name, order) : partSpans(order, total.connections);
  const {countBy} = order.arrangement;
  if (countBy && order.counts)
    spans.push(span(`, by ${countKeys[countBy].one}: `), ...figure(order.counts.length, countKeys[countBy].plural));
  if (kept === 'some' || !isEnough(reading, order.arrangement))
    spans.push(span(`, of the ${exact(reading.table.length)} that were kept`, 'warn'));
  return spans;
}

function followingSpans(name: string, {tally}: ConnectionOrder): Span[] {
  const established = tally.states.find(([state]) => state === 'ESTABLISHED')?.[1] ?? 0;
  return [
    span(' following ', 'muted'),
    span(name, 'accent'),
    span(': ', 'muted'),
    ...figure(tally.connections, 'connections'),
    span(', ', 'muted'),
    ...figure(established, 'established'),
  ];
}

function partSpans({tally}: ConnectionOrder, all: number): Span[] {
  if (tally.connections === all) return [span(' '), ...figure(all, 'connections')];
  return [span(` ${exact(tally.connections)}`, 'title'), span(' of ', 'muted'), ...figure(all, 'connections')];
}

function figure(value: number, unit: string): Span[] {
  return [span(exact(value), 'title'), span(` ${value === 1 ? unit.replace(/s$/, '') : unit}`, 'muted')];
}

/** Of what was read before the last refresh. */
function ageSpans({now, settings, isHeld, columns}: Model, reading: ConnectionsReading): Span[] {
  const {interval} = settings;
  const seconds = Math.round((now - reading.at) / 1000);
  if (seconds <= interval) return [];
  const every = Math.round(period(reading, interval) / 1000);
  const isPaced = every > interval && !isHeld;
  const reason = columns < 100 ? '' : ': the table is large';
  return [span(`  read ${seconds} s ago${isPaced ? `, every ${every} s${reason}` : ''} `, 'stale')];
}

function joined(words: readonly string[], bullet: string): string {
  return words.join(` ${bullet} `);
}

/** The left part, as much as fits, and the right one at the right. */
function justified(left: readonly Span[], right: readonly Span[], width: number, ellipsis: string): Line {
  let room = width - lineWidth(right);
  const spans = left.map(({text, role}) => {
    const shown = cut(text, Math.max(0, room), ellipsis);
    room -= lineWidth([span(shown)]);
    return span(shown, role);
  });
  return [...spans, span(' '.repeat(Math.max(0, room))), ...right];
}
