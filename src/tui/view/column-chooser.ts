import {screenArea} from '../layout.js';
import type {Model} from '../model.js';
import type {Overlay} from '../overlay/overlay.js';
import {columnsOf} from '../screens/columns-of.js';
import {fit} from '../text/width.js';
import {span} from '../theme/role.js';
import type {ScreenLine} from './screen-line.js';

/** The choice of columns: in order, each shown or not. */
export function viewColumnChooser(
  {screen, ...model}: Model,
  {names, shown, index}: Extract<Overlay, {type: 'columns'}>,
): readonly ScreenLine[] {
  const {width, height} = screenArea(model);
  const columns = columnsOf(screen);
  const start = Math.max(0, Math.min(index - Math.floor(height / 2), names.length - height + 1));
  const lines = names.slice(start, start + height - 1).map((name, i): ScreenLine => {
    const mark = shown.has(name) ? '[x]' : '[ ]';
    const describe = columns.find(column => column.name === name)?.describe ?? '';
    const text = fit(` ${mark} ${name.padEnd(12)} ${describe}`, width, 'left', model.settings.glyphs.ellipsis);
    return {line: [span(text, shown.has(name) ? 'plain' : 'muted')], isSelected: start + i === index};
  });
  return [{line: [span(fit(' Columns, from left to right', width, 'left', ''), 'header')]}, ...lines];
}
