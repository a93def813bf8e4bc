import {escapeControls} from '../../../ipvs/outside-text.js';
import {isFailed, placesOf} from '../../../managers/checked-places.js';
import {placeColumns, type PlacedColumn, rowLine, titleLine} from '../../components/columns.js';
import {fitLine} from '../../components/panel.js';
import {scrolled} from '../../components/scroll.js';
import {wrap} from '../../components/wrap.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {age, clockTime} from '../../text/age.js';
import {type Line, type Role, type Span, span} from '../../theme/role.js';
import type {ScreenLine} from '../../view/screen-line.js';
import type {CheckedPlace} from '../../../managers/checked-places.js';
import {type CheckContext, checkColumns} from './columns.js';
import {checksDetailLines, checksDetailTitle} from './detail.js';
import {checkPanel} from './check-panel.js';
import {checksLayout} from './layout.js';
import {selectedPlace} from './state.js';

/** Which real servers work, since when, and why not. */
export function viewChecks(model: Model): readonly ScreenLine[] {
  const {checks, settings} = model;
  const {height} = screenArea(model);
  if (!checks.report) return waitingLines(model).map(line => ({line}));
  if (checks.detail) {
    const lines = scrolled(checksDetailLines(model), checks.detail.offset, height - 1, settings.glyphs);
    return [{line: checksDetailTitle(model)}, ...lines.map(line => ({line}))];
  }
  return [{line: sourceLine(model)}, ...listLines(model), ...panelLines(model).map(line => ({line}))];
}

export function placedCheckColumns({
  columns,
  settings,
}: Pick<Model, 'columns' | 'settings'>): readonly PlacedColumn<CheckedPlace, CheckContext>[] {
  return placeColumns(checkColumns, columns, settings.columns.checks);
}

/** Exactly as many lines as the layout has for titles and rows. */
function listLines(model: Model): readonly ScreenLine[] {
  const {checks, settings, now} = model;
  const {width} = screenArea(model);
  const {glyphs} = settings;
  const placed = placedCheckColumns(model);
  const {list: height} = checksLayout(model);
  const context: CheckContext = {glyphs, now};
  const {sort} = checks.arrangement;
  const shown = checks.rows.slice(checks.list.offset, checks.list.offset + height);
  const rows: ScreenLine[] = shown.map((place, i) => ({
    line: rowLine(placed, place, context, width, glyphs),
    isSelected: checks.list.offset + i === checks.list.index,
  }));
  if (rows.length === 0) rows.push({line: [span(`  ${emptyWords(model)}`, 'muted')]});
  const blank = Array.from({length: Math.max(0, height - rows.length)}, () => ({line: []}));
  return [
    {line: titleLine(placed, {name: sort.by, isDescending: sort.isDescending}, width, glyphs)},
    ...rows,
    ...blank,
  ];
}

/** Whose words these are and how old, and what they come to. */
function sourceLine({checks, settings, now, columns}: Model): Line {
  const {report, reading, problem, isAsking, arrangement} = checks;
  const [key] = settings.keymap.bindings.find(({intention}) => intention === 'ask-checker')?.keys ?? [];
  if (!report) return [];
  const time = clockTime(report.at, settings.timeOffset);
  const again = key === undefined ? '' : `; ${key} asks again`;
  const hows = {
    told: 'told as it happens',
    files: `by its files, last at ${time}`,
    signal: `dump of ${time}, ${age(now - report.at)} old${again}`,
  } as const;
  const how = isAsking ? 'asking…' : hows[reading];
  const spans: Span[] = [
    span(` by ${escapeControls(report.source)}`, 'title'),
    span(`, ${how}  `, 'muted'),
    ...countSpans(checks),
    ...(arrangement.onlyFailed ? [span(' only failed ', 'prompt')] : []),
    ...(problem === undefined ? [] : [span(`  not read: ${problem}`, 'bad')]),
  ];
  return fitLine(spans, columns, settings.glyphs.ellipsis);
}

function countSpans({report}: Model['checks']): Span[] {
  const servers = placesOf(report ?? {pools: []}).map(({server}) => server);
  const count = (state: string) => servers.filter(server => server.state === state).length;
  const down = servers.filter(isFailed).length;
  const lost = report?.pools.filter(({quorum}) => quorum?.isThere === false).length ?? 0;
  const numbers: readonly (readonly [number, string, Role])[] = [
    [servers.length, servers.length === 1 ? 'server' : 'servers', 'plain'],
    [down, 'down', 'bad'],
    [count('unknown'), 'unknown', 'stale'],
    [count('holding') + count('starting'), 'coming back', 'accent'],
    [count('disabled'), 'disabled', 'warn'],
    [lost, lost === 1 ? 'service without quorum' : 'services without quorum', 'bad'],
  ];
  return numbers
    .filter(([number], i) => number > 0 || i < 2)
    .map(([number, words, role]) => span(` ${number} ${words} `, number === 0 ? 'good' : role));
}

function panelLines(model: Model): readonly Line[] {
  const {panel} = checksLayout(model);
  if (panel === 0) return [];
  const place = selectedPlace(model.checks);
  return place ? checkPanel(place, model, 'CHECKS OF')(model.columns).slice(0, panel) : [];
}

function emptyWords({checks, settings}: Model): string {
  const {report, arrangement, filterText} = checks;
  const [first] = report?.notes ?? [];
  if (placesOf(report ?? {pools: []}).length === 0)
    return `No server is checked.${first === undefined ? '' : ` ${escapeControls(first)}`}`;
  const [key = 'f'] = settings.keymap.bindings.find(({intention}) => intention === 'only-failed')?.keys ?? [];
  if (filterText !== '') return `No server matches ${filterText} (Esc clears the filter).`;
  return arrangement.onlyFailed ? `No server is down (${key} shows all).` : 'No server.';
}

/** Before anything is known, or why nothing will be. */
function waitingLines({checks, columns, settings}: Model): readonly Line[] {
  const {access, problem} = checks;
  const lines = (words: string, role: Role): Line[] =>
    wrap(words, columns - 4, settings.glyphs.ellipsis).map(line => [span(`  ${line}`, role)]);
  if (problem !== undefined) return [[], ...lines(`Checks could not be read: ${problem}`, 'bad')];
  if (access.state !== 'absent') return [[], [span('  Looking for whoever checks servers…', 'muted')]];
  const [first = '', ...rest] = access.words;
  return [[], ...lines(first, 'title'), ...rest.flatMap(words => lines(words, 'muted'))];
}
