import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {clockTime} from '../../text/age.js';
import {fit} from '../../text/width.js';
import {type Role, span} from '../../theme/role.js';
import type {ScreenLine} from '../../view/screen-line.js';
import type {TableEvent} from './state.js';

/** What changed, the newest first: when, by whom, what. */
export function viewEvents(model: Model): readonly ScreenLine[] {
  const {width, height} = screenArea(model);
  const {events, list} = model.events;
  const lines: ScreenLine[] = [{line: [span(fit('TIME      BY      WHAT CHANGED', width, 'left', ''), 'header')]}];
  for (let i = list.offset; i < events.length && lines.length < height; i++)
    lines.push({line: eventLine(events[i] as TableEvent, model, width), isSelected: i === list.index});
  if (events.length === 0)
    lines.push(
      {line: []},
      {line: [span('  Nothing has changed since this console was opened.', 'title')]},
      {
        line: [
          span(
            '  Changes of services, real servers, weights and limits appear here: its own, and those of others.',
            'muted',
          ),
        ],
      },
    );
  return lines;
}

const roles: Readonly<Record<TableEvent['kind'], Role>> = {
  own: 'accent',
  added: 'good',
  relieved: 'good',
  deleted: 'bad',
  overloaded: 'bad',
  edited: 'plain',
  weight: 'warn',
};

function eventLine({at, kind, words}: TableEvent, {settings}: Model, width: number) {
  const head = `${clockTime(at, settings.timeOffset)}  ${fit(kind === 'own' ? 'you' : 'others', 6, 'left', '')}  `;
  return [span(head, 'muted'), span(fit(words, width - head.length, 'left', settings.glyphs.ellipsis), roles[kind])];
}
