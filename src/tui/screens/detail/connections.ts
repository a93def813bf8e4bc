import type {Connection} from '../../../ipvs/connection.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {type Column, placeColumns, rowLine, titleLine} from '../../components/columns.js';
import type {Settings} from '../../model.js';
import {clockTime} from '../../text/age.js';
import {exact, quantity} from '../../text/quantity.js';
import {fit} from '../../text/width.js';
import {type Line, span} from '../../theme/role.js';
import {type Panel, panel} from '../director/panel.js';
import type {TreeRow} from '../services/tree-rows.js';
import type {WatchedConnections} from './connection-watch.js';

/** How many connections it has in which state, and the first of them. */
export function connectionsPanel(row: TreeRow, watched: WatchedConnections | undefined, settings: Settings): Panel {
  const {glyphs, timeOffset} = settings;
  if (!watched) return panel('CONNECTIONS', () => [[span(` ${glyphs.ellipsis}`, 'muted')]], glyphs.ellipsis);
  const {connections, templates, first, at} = watched;
  const counts = `${exact(connections).padStart(11)}   templates ${exact(templates).padStart(9)}`;
  const title = `CONNECTIONS ${counts}   at ${clockTime(at, timeOffset)}`;
  const body = (width: number): readonly Line[] => {
    const placed = placeColumns(columns, width - 1, columnsFor(row));
    const left = connections + templates - first.length;
    return [
      ...stateLines(watched, width),
      ...(first.length > 0 ? [[span(' ', 'header'), ...titleLine(placed, undefined, width - 1, glyphs)]] : []),
      ...first.map(each => [span(' '), ...rowLine(placed, each, undefined, width - 1, glyphs)]),
      ...(left > 0 ? [[span(` ${glyphs.ellipsis} and ${exact(left)} more`, 'muted')]] : []),
    ];
  };
  return panel(title, body, glyphs.ellipsis);
}

const stateWidth = 20;

/** In cells of one width, so that a count that grows moves nothing. */
function stateLines({states, templates}: WatchedConnections, width: number): readonly Line[] {
  if (states.size === 0) return [[span(templates > 0 ? ' only templates' : ' none', 'muted')]];
  const perLine = Math.max(1, Math.floor(width / stateWidth));
  const cells = [...states].sort(([a], [b]) => (a < b ? -1 : 1));
  return Array.from({length: Math.ceil(cells.length / perLine)}, (_, line) =>
    cells
      .slice(line * perLine, (line + 1) * perLine)
      .flatMap(
        ([state, count]): Line => [
          span(` ${fit(state, stateWidth - 7, 'left', '')}`, 'muted'),
          span(`${quantity(count)} `),
        ],
      ),
  );
}

const columns: readonly Column<Connection, undefined>[] = [
  endpointColumn('client', 'CLIENT', ({client}) => formatEndpoint(client)),
  endpointColumn('virtual', 'VIRTUAL', ({virtual}) => formatEndpoint(virtual)),
  endpointColumn('server', 'REAL SERVER', ({destination}) => formatEndpoint(destination)),
  {
    name: 'state',
    title: 'STATE',
    describe: 'state',
    align: 'left',
    width: 11,
    cell: ({state}) => state,
  },
  {
    name: 'expires',
    title: 'EXPIRES',
    describe: 'minutes and seconds until it ends if nothing more comes',
    align: 'right',
    width: 7,
    cell: ({expires}) => `${Math.trunc(expires / 60)}:${String(expires % 60).padStart(2, '0')}`,
  },
];

/** What is not the same for all of them. */
function columnsFor({type, seen}: TreeRow): readonly string[] {
  const {id} = seen.service;
  const isAnyVirtual = id.type === 'fwmark' || id.port === 0;
  return [
    'client',
    ...(isAnyVirtual ? ['virtual'] : []),
    ...(type === 'service' ? ['server'] : []),
    'state',
    'expires',
  ];
}

function endpointColumn(
  name: string,
  title: string,
  cell: (connection: Connection) => string,
): Column<Connection, undefined> {
  return {name, title, describe: title.toLowerCase(), align: 'left', width: 21, grows: 40, cell};
}
