import {placeColumns, type PlacedColumn, rowLine, titleLine} from '../../components/columns.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import type {ScreenLine} from '../../view/screen-line.js';
import {span} from '../../theme/role.js';
import {type CellContext, serviceColumns} from './columns.js';
import type {TreeRow} from './tree-rows.js';

/** The columns on the screen now. */
export function placedServiceColumns({
  columns,
  settings,
}: Pick<Model, 'columns' | 'settings'>): readonly PlacedColumn<TreeRow, CellContext>[] {
  return placeColumns(serviceColumns, columns, settings.columns.services);
}

/** Whether whose each real server is was chosen to be seen. */
export function showsOwners({settings}: Pick<Model, 'settings'>): boolean {
  return settings.columns.services?.includes('owner') === true;
}

/** The tree of services, as many rows as fit. */
export function viewServices(model: Model): readonly ScreenLine[] {
  const {services, snapshot, settings} = model;
  const {width, height} = screenArea(model);
  const {glyphs} = settings;
  const placed = placedServiceColumns(model);
  const {by, isDescending} = services.arrangement.sort;
  const lines: ScreenLine[] = [{line: titleLine(placed, {name: by, isDescending}, width, glyphs)}];
  if (!snapshot) return lines;
  const context: CellContext = {
    glyphs,
    trends: snapshot.trends,
    drains: model.drains.seen.byRow,
    now: model.now,
    ownershipOf: model.drains.ownershipOf,
    names: settings.names,
  };
  for (let i = services.list.offset; lines.length < height; i++) {
    const row = services.rows.rowAt(i);
    if (!row) break;
    lines.push({line: rowLine(placed, row, context, width, glyphs), isSelected: i === services.list.index});
  }
  if (services.rows.length === 0) lines.push(...emptyLines(model));
  return lines;
}

function emptyLines({services, snapshot}: Model): readonly ScreenLine[] {
  if (snapshot?.services.length === 0)
    return [
      {line: []},
      {line: [span('  The table is empty.', 'title')]},
      {line: [span('  A adds a service; or `lvsctl -R < rules` restores a saved table.', 'muted')]},
    ];
  const {filtered, hiddenIdle} = services.order;
  return [
    {line: []},
    {line: [span('  Nothing to show.', 'title')]},
    ...(filtered > 0
      ? [{line: [span(`  ${filtered} services do not match the filter (Esc clears it).`, 'muted')]}]
      : []),
    ...(hiddenIdle > 0 ? [{line: [span(`  ${hiddenIdle} idle services are hidden (i shows them).`, 'muted')]}] : []),
  ];
}
