import {escapeControls} from '../../../ipvs/outside-text.js';
import type {RouterTruth, SourceView} from '../../../vrrp/truth/router-truth.js';
import {wrap} from '../../components/wrap.js';
import type {Model} from '../../model.js';
import {fit} from '../../text/width.js';
import {type Line, type Role, span} from '../../theme/role.js';
import type {RouterAccess} from './state.js';

/** Before anything is known, or why nothing will be. */
export function waitingLines(access: RouterAccess, {columns, settings}: Model): readonly Line[] {
  if (access.state !== 'absent') return [[], [span('  Opening sockets and looking for daemons…', 'muted')]];
  const [first = '', ...rest] = access.words;
  const lines = (words: string, role: Role): Line[] =>
    wrap(escapeControls(words), columns - 4, settings.glyphs.ellipsis).map(line => [span(`  ${line}`, role)]);
  return [[], ...lines(first, 'bad'), ...rest.flatMap(words => lines(words, 'plain'))];
}

/** Nothing is configured and nobody was heard: what was looked at. */
export function emptyLines({columns, settings}: Model, {sources, uncertainFor}: RouterTruth): readonly Line[] {
  const {ellipsis} = settings.glyphs;
  return [
    [],
    [span('  No virtual router is configured here, and none was heard.', 'title')],
    [
      span(
        uncertainFor > 0
          ? '  It is listened to; whoever advertises is heard within a few seconds.'
          : '  Start keepalived, or see what it was that lvsctl looked at:',
        'muted',
      ),
    ],
    [],
    ...sources.flatMap(source => sourceLines(source, columns, ellipsis)),
  ];
}

const sourceRoles: Readonly<Record<SourceView['state'], Role>> = {good: 'good', absent: 'muted', failed: 'bad'};
const nameWidth = 32;

/** A source of knowledge and what it says. */
export function sourceLines({name, state, words}: SourceView, width: number, ellipsis: string): readonly Line[] {
  const lines = wrap(escapeControls(words), Math.max(20, width - nameWidth - 3), ellipsis);
  return (lines.length > 0 ? lines : ['']).map((line, i) => [
    span(`  ${fit(i === 0 ? escapeControls(name) : '', nameWidth - 1, 'left', ellipsis)} `, sourceRoles[state]),
    span(line, state === 'failed' ? 'bad' : 'plain'),
  ]);
}

export function noMatchLines(filterText: string): readonly Line[] {
  return [[span(`  No virtual router matches ${filterText} (Esc clears the filter).`, 'muted')]];
}
