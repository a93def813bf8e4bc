import type {Scope} from '../keymap/binding.js';
import {keyLabel} from '../keymap/key-name.js';
import {screenArea} from '../layout.js';
import type {Model} from '../model.js';
import type {Overlay} from '../overlay/overlay.js';
import {typedCommands} from '../overlay/command.js';
import {fit} from '../text/width.js';
import {type Line, span} from '../theme/role.js';
import {scopesOf} from '../update.js';
import type {ScreenLine} from './screen-line.js';

const titles: Readonly<Partial<Record<Scope, string>>> = {
  services: 'Services',
  connections: 'Connections',
  director: 'Director',
  ha: 'HA',
  'ha-detail': 'Detail',
  routers: 'Virtual routers',
  checks: 'Checks',
  'checks-detail': 'Detail',
  checked: 'Real servers',
  events: 'Events',
  detail: 'Detail',
  list: 'Lists',
  everywhere: 'Everywhere',
};

/** The keys of the screen below, from the keymap, in as many columns as fit. */
export function viewHelp(model: Model, {offset}: Extract<Overlay, {type: 'help'}>): readonly ScreenLine[] {
  const {width, height} = screenArea(model);
  const cells = helpLines(model);
  const columns = Math.max(1, Math.min(3, Math.floor(width / 52)));
  const each = Math.floor(width / columns);
  const perColumn = Math.ceil(cells.length / columns);
  const lines = Array.from({length: perColumn}, (_, i): ScreenLine => {
    const parts = Array.from({length: columns}, (_, column) => cells[column * perColumn + i] ?? []);
    return {line: parts.flatMap(part => padded(part, each))};
  });
  const start = Math.max(0, Math.min(offset, lines.length - height));
  return lines.slice(start, start + height);
}

function helpLines(model: Model): readonly Line[] {
  const lines: Line[] = [];
  for (const scope of scopesOf({...model, overlay: undefined})) {
    const rows = model.settings.keymap.bindings.filter(binding => binding.scope === scope && binding.keys.length > 0);
    if (rows.length === 0) continue;
    if (lines.length > 0) lines.push([]);
    lines.push([span(` ${titles[scope] ?? scope}`, 'title')]);
    for (const {keys, label} of rows)
      lines.push([span(fit(` ${keys.map(keyLabel).join(' ')}`, 12, 'left', ''), 'key'), span(` ${label}`)]);
  }
  lines.push([], [span(' After the colon', 'title')]);
  for (const {name, describe} of typedCommands)
    lines.push([span(fit(` ${name}`, 12, 'left', ''), 'key'), span(` ${describe}`)]);
  lines.push([span(fit(' -e -t …', 12, 'left', ''), 'key'), span(' any ipvsadm command that changes one thing')]);
  return lines;
}

function padded(line: Line, width: number): Line {
  let left = width - 1;
  const spans = line.map(({text, role}) => {
    const shown = text.slice(0, Math.max(0, left));
    left -= shown.length;
    return span(shown, role);
  });
  return [...spans, span(' '.repeat(Math.max(0, left) + 1))];
}
