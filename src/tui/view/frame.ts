import {leastColumns, leastRows, screenArea} from '../layout.js';
import type {Model} from '../model.js';
import {viewChecks} from '../screens/checks/view.js';
import {viewConnections} from '../screens/connections/view.js';
import {viewDetail} from '../screens/detail/view.js';
import {viewDirector} from '../screens/director/view.js';
import {viewEvents} from '../screens/events/view.js';
import {viewPreflight} from '../screens/ha/preflight.js';
import {viewHa} from '../screens/ha/view.js';
import {viewServices} from '../screens/services/view.js';
import {toAscii} from '../text/ascii.js';
import {asciiGlyphs} from '../text/glyphs.js';
import {span} from '../theme/role.js';
import {keysLine, noteLines, statusLine} from './footer.js';
import {attentionLine, barLine, summaryLine} from './header.js';
import {viewColumnChooser} from './column-chooser.js';
import {viewHelp} from './help.js';
import type {ScreenLine} from './screen-line.js';

/** Everything on the screen, from top to bottom: exactly as many lines as the terminal has rows. */
export function frame(model: Model): readonly ScreenLine[] {
  const {columns, rows, settings} = model;
  const lines = columns < leastColumns || rows < leastRows ? tooSmall(model) : wholeFrame(model);
  return settings.glyphs === asciiGlyphs ? lines.map(inAscii) : lines;
}

function inAscii({line, ...rest}: ScreenLine): ScreenLine {
  return {...rest, line: line.map(({text, role}) => span(toAscii(text), role))};
}

function wholeFrame(model: Model): readonly ScreenLine[] {
  const {height} = screenArea(model);
  const notes = noteLines(model);
  const room = Math.max(0, height - notes.length);
  const body = viewBody(model).slice(0, room);
  return [
    {line: barLine(model)},
    {line: summaryLine(model)},
    {line: attentionLine(model)},
    ...body,
    ...Array.from({length: room - body.length}, () => ({line: []})),
    ...notes.map(line => ({line})),
    {line: statusLine(model)},
    {line: keysLine(model)},
  ];
}

function viewBody(model: Model): readonly ScreenLine[] {
  if (model.overlay?.type === 'help') return viewHelp(model, model.overlay);
  if (model.overlay?.type === 'columns') return viewColumnChooser(model, model.overlay);
  if (model.overlay?.type === 'handover') return viewPreflight(model, model.overlay);
  if (!model.snapshot) return waiting(model);
  if (model.detail) return viewDetail(model);
  switch (model.screen) {
    case 'services':
      return viewServices(model);
    case 'connections':
      return viewConnections(model);
    case 'director':
      return viewDirector(model);
    case 'ha':
      return viewHa(model);
    case 'checks':
      return viewChecks(model);
    case 'events':
      return viewEvents(model);
  }
}

function waiting({problem}: Model): readonly ScreenLine[] {
  if (!problem) return [{line: []}, {line: [span('  Reading the table…', 'muted')]}];
  return [
    {line: []},
    {line: [span('  There is no data yet.', 'bad')]},
    {line: [span(`  ${problem.words}`, 'plain')]},
    {line: [span('  It is tried again at every refresh.', 'muted')]},
  ];
}

function tooSmall({columns, rows}: Model): readonly ScreenLine[] {
  const words = [`${columns}x${rows} is too small:`, `${leastColumns}x${leastRows} at least`];
  return Array.from({length: rows}, (_, i) => ({line: [span((words[i] ?? '').slice(0, columns), 'warn')]}));
}
