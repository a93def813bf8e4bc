import {destinationKey} from '../../../ipvs/destination.js';
import {placeColumns, rowLine, titleLine} from '../../components/columns.js';
import type {SeenService} from '../../data/snapshot.js';
import {rowKey} from '../../data/trends.js';
import {type Line, span} from '../../theme/role.js';
import type {Panel} from '../../components/panel.js';
import {type Sort, sortDestinations} from '../services/arrange.js';
import {type CellContext, serviceColumns} from '../services/columns.js';
import type {TreeRow} from '../services/tree-rows.js';

/** Rows at most. */
const mostServers = 200;

const columns = serviceColumns.map(column =>
  column.name === 'name' ? {...column, title: ' REAL SERVER', cell: nameCell, width: 24} : column,
);
const shown = ['name', 'weight', 'active', 'inactive', 'conn/s', 'status'];

/** The real servers of a service, in the order of the screen of services. */
export function serversPanel(
  seen: SeenService,
  sort: Sort,
  {glyphs, drains, now, names}: Pick<CellContext, 'glyphs' | 'drains' | 'now' | 'names'>,
): Panel {
  return width => {
    const placed = placeColumns(columns, width, shown);
    const context: CellContext = {glyphs, trends: {of: () => undefined}, drains, now, ownershipOf: undefined, names};
    const {destinations} = seen;
    const sorted = sortDestinations(destinations ?? [], sort);
    const rows = sorted.slice(0, mostServers).map((destination): Line => {
      const key = rowKey(seen.key, destinationKey(destination));
      return rowLine(placed, {type: 'destination', key, seen, destination, isLast: false}, context, width, glyphs);
    });
    const rest = sorted.length - rows.length;
    return [
      titleLine(placed, undefined, width, glyphs),
      ...rows,
      ...(rest > 0 ? [[span(` ${glyphs.ellipsis} and ${rest} more`.padEnd(width), 'muted')]] : []),
      ...(destinations?.length === 0 ? [[span(' none'.padEnd(width), 'bad')]] : []),
    ] as readonly Line[];
  };
}

function nameCell(row: TreeRow, {names}: CellContext): string {
  return row.type === 'destination' ? ` ${names.endpoint(row.destination)}` : '';
}
