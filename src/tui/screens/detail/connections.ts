import type {Connection} from '../../../ipvs/connection.js';
import {type Endpoint, formatEndpoint} from '../../../net/endpoint.js';
import {type Column, placeColumns, rowLine, titleLine} from '../../components/columns.js';
import type {Settings} from '../../model.js';
import {clockTime} from '../../text/age.js';
import {exact, quantity} from '../../text/quantity.js';
import {fit} from '../../text/width.js';
import {type Line, span} from '../../theme/role.js';
import {type Panel, panel} from '../../components/panel.js';
import type {TreeRow} from '../services/tree-rows.js';
import type {WatchedConnections} from './connection-watch.js';

type ConnectionColumn = Column<Connection, undefined>;

/** How many connections it has in which state, and the first of them. */
export function connectionsPanel(row: TreeRow, watched: WatchedConnections | undefined, settings: Settings): Panel {
  const {glyphs, timeOffset} = settings;
  if (!watched) return panel('CONNECTIONS', () => [[span(` ${glyphs.ellipsis}`, 'muted')]], glyphs.ellipsis);
  const {connections, templates, first, at} = watched;
  const counts = `${exact(connections).padStart(11)}   templates ${exact(templates).padStart(9)}`;
  const title = `CONNECTIONS ${counts}   at ${clockTime(at, timeOffset)}`;
  const body = (width: number): readonly Line[] => {
    const placed = placeColumns(columnsFor(row, width - 1), width - 1, undefined);
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

const stateColumn: ConnectionColumn = {
  name: 'state',
  title: 'STATE',
  describe: 'state',
  align: 'left',
  width: 11,
  rank: 1,
  cell: ({state}) => state,
};

const expiresColumn: ConnectionColumn = {
  name: 'expires',
  title: 'EXPIRES',
  describe: 'minutes and seconds until it ends if nothing more comes',
  align: 'right',
  width: 7,
  rank: 2,
  cell: ({expires}) => `${Math.trunc(expires / 60)}:${String(expires % 60).padStart(2, '0')}`,
};

/** Widths of an endpoint. */
const [leastEndpoint, mostEndpoint] = [18, 47];

/** What is not the same for all of them; the address they came for only where there is room. */
function columnsFor({type, seen}: TreeRow, width: number): readonly ConnectionColumn[] {
  const {id} = seen.service;
  const isAnyVirtual = id.type === 'fwmark' || id.port === 0;
  const left = width - stateColumn.width - expiresColumn.width - 2;
  const widthOf = (count: number) => Math.min(mostEndpoint, Math.floor(left / count) - 1);
  const isForService = type === 'service';
  const wanted = (isForService ? 2 : 1) + (isAnyVirtual ? 1 : 0);
  const hasVirtual = isAnyVirtual && widthOf(wanted) >= leastEndpoint;
  const each = Math.max(leastEndpoint, widthOf(wanted - (isAnyVirtual && !hasVirtual ? 1 : 0)));
  return [
    endpointColumn('client', each, 0, ({client}) => client),
    ...(hasVirtual ? [endpointColumn('virtual', each, 4, ({virtual}) => virtual)] : []),
    ...(isForService ? [endpointColumn('real server', each, 3, ({destination}) => destination)] : []),
    stateColumn,
    expiresColumn,
  ];
}

function endpointColumn(
  name: string,
  width: number,
  rank: number,
  read: (connection: Connection) => Endpoint,
): ConnectionColumn {
  const cell = (connection: Connection) => formatEndpoint(read(connection));
  return {name, title: name.toUpperCase(), describe: name, align: 'left', width, rank, cell};
}
