import {placeColumns, rowLine, titleLine} from '../components/columns.js';
import {cut, fit} from '../text/width.js';
import {span} from '../theme/role.js';
import type {ScreenLine} from '../view/screen-line.js';
import {type Difference, differencesOf} from './differences.js';
import {directorColumns} from './directors-table.js';
import {fleetKeys} from './fleet-keys.js';
import {type FleetModel, type Member, stageRows} from './fleet-model.js';

/** All directors side by side: a row each, then what is not the same on them. */
export function viewAll(model: FleetModel): readonly ScreenLine[] {
  const {columns, members, shown, glyphs, message, now} = model;
  const height = stageRows(model);
  const placed = placeColumns(directorColumns, columns, undefined);
  const table: ScreenLine[] = [
    {line: titleLine(placed, undefined, columns, glyphs)},
    ...members.map((member, i) => ({
      line: rowLine(placed, member, {now, glyphs}, columns, glyphs),
      isSelected: i === shown,
    })),
    {line: []},
  ];
  const room = Math.max(0, height - table.length - 2);
  const below = viewDifferences(model, room);
  const blanks = Array.from({length: Math.max(0, room - below.length)}, () => ({line: []}));
  return [
    ...table,
    ...below,
    ...blanks,
    {line: message ? [span(cut(` ${message.text}`, columns, glyphs.ellipsis), message.role)] : []},
    {line: fleetKeys(model, ['directors', 'fleet'])},
  ].slice(0, height);
}

function viewDifferences(model: FleetModel, room: number): readonly ScreenLine[] {
  const {columns, glyphs} = model;
  const title = (text: string): ScreenLine => ({
    line: [span(fit(` ${text}`, columns, 'left', glyphs.ellipsis), 'header')],
  });
  const sentence = (text: string, role: 'good' | 'muted'): ScreenLine => ({
    line: [span(cut(`  ${text}`, columns, glyphs.ellipsis), role)],
  });
  const differences = differencesOf(model.members);
  if (!differences) return [title('DIFFERENCES'), sentence(whyUnknown(model.members), 'muted')];
  const notes = unknownNotes(model.members).map(text => sentence(text, 'muted'));
  if (differences.length === 0)
    return [title('DIFFERENCES'), sentence('The tables that are known are configured the same.', 'good'), ...notes];
  const lines = differences.flatMap(each => differenceLines(each, model));
  const most = Math.max(1, room - 1 - notes.length);
  const first = Math.max(0, Math.min(model.offset, lines.length - most));
  const count = differences.length;
  const more =
    lines.length > most ? `, lines ${first + 1} to ${Math.min(lines.length, first + most)} of ${lines.length}` : '';
  return [
    title(`DIFFERENCES: ${count} ${count === 1 ? 'entry' : 'entries'}${more}`),
    ...lines.slice(first, first + most),
    ...notes,
  ];
}

/** On one line where there is room, else a line for each director. */
function differenceLines({subject, values}: Difference, {columns, glyphs}: FleetModel): readonly ScreenLine[] {
  const parts = values.map(({name, value}) => ({
    name,
    text: value ?? 'absent',
    role: value === undefined ? ('bad' as const) : ('plain' as const),
  }));
  const subjectWords = `  ${subject.replace(' ', ` ${glyphs.closed} `)}`;
  const spans = parts.flatMap(({name, text, role}) => [span(`   ${name}: `, 'muted'), span(text, role)]);
  const width = subjectWords.length + spans.reduce((sum, {text}) => sum + text.length, 0);
  if (width <= columns) return [{line: [span(subjectWords, 'warn'), ...spans]}];
  return [
    {line: [span(cut(subjectWords, columns, glyphs.ellipsis), 'warn')]},
    ...parts.map(({name, text, role}) => ({
      line: [
        span(`    ${name}: `, 'muted'),
        span(cut(text, Math.max(4, columns - name.length - 6), glyphs.ellipsis), role),
      ],
    })),
  ];
}

function whyUnknown(members: readonly Member[]): string {
  if (members.length < 2) return 'There is one director: nothing to compare.';
  return `Fewer than two tables are known${members.some(({glance}) => glance?.at !== undefined && !glance.table) ? ' (tables of more than 5,000 entries are not compared here: see lvsctl list --host)' : ''}.`;
}

function unknownNotes(members: readonly Member[]): readonly string[] {
  const unknown = members.filter(({glance}) => !glance?.table).map(({name}) => name);
  return unknown.length === 0 ? [] : [`Not compared: ${unknown.join(', ')}.`];
}
