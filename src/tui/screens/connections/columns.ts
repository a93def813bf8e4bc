import type {Connection} from '../../../ipvs/connection.js';
import {escapeControls} from '../../../ipvs/outside-text.js';
import type {NameBook} from '../../../settings/name-book.js';
import {type Column, type PlacedColumn, placeColumns} from '../../components/columns.js';
import type {Glyphs} from '../../text/glyphs.js';
import {span} from '../../theme/role.js';
import type {SortName} from './arrange.js';
import {middleCut} from './middle-cut.js';
import {markOf, serviceNameOf} from './names.js';
import {stateOf, template} from './table.js';

/** What cells are made from beside the connection. */
export interface ConnectionContext {
  readonly glyphs: Glyphs;
  /** Cells of each column of addresses. */
  readonly widths: ReadonlyMap<string, number>;
  readonly names: NameBook;
}

export type ConnectionColumn = Column<Connection, ConnectionContext> & {readonly name: SortName};

/** Cells that show most of an address; that show any of IPv4 (`255.255.255.255:65535`), and of IPv6. */
const endpointWidth = 17;
const widestIpv4 = 21;
const widestIpv6 = 47;

export const connectionColumns: readonly ConnectionColumn[] = columnsFor(widestIpv6);
const narrowColumns = columnsFor(widestIpv4);

function columnsFor(widest: number): readonly ConnectionColumn[] {
  return [
    {
      name: 'protocol',
      title: 'PROT',
      describe: 'protocol',
      align: 'left',
      width: 4,
      rank: 5,
      cell: ({protocol}) => span(protocol, 'muted'),
    },
    endpoint('client', 'CLIENT', 'client: its address and port', 0, widest, ({client}, names) =>
      names.endpoint(client),
    ),
    endpoint(
      'service',
      'SERVICE',
      'virtual address and port it came for; the mark of a template',
      3,
      widest,
      (connection, names) =>
        names.serviceName(serviceNameOf(connection)) ??
        (markOf(connection) === undefined ? names.endpoint(connection.virtual) : serviceNameOf(connection)),
    ),
    endpoint('server', 'REAL SERVER', 'real server', 1, widest, ({destination}, names) => names.endpoint(destination)),
    {
      name: 'state',
      title: 'STATE',
      describe: 'state; TEMPLATE pins a client to a real server',
      align: 'left',
      width: 11,
      rank: 2,
      cell: connection => {
        const state = stateOf(connection);
        return span(state, state === template ? 'accent' : state === 'ESTABLISHED' ? 'good' : 'plain');
      },
    },
    {
      name: 'expires',
      title: 'EXPIRE',
      describe: 'minutes and seconds until it is forgotten if nothing more arrives',
      align: 'right',
      width: 6,
      rank: 4,
      cell: ({expires}) => `${Math.trunc(expires / 60)}:${String(expires % 60).padStart(2, '0')}`,
    },
    {
      name: 'data',
      title: 'PERSISTENCE DATA',
      describe: 'what the persistence engine tells clients apart by',
      align: 'left',
      width: 16,
      grows: 60,
      rank: 6,
      cell: ({persistenceData}) => span(escapeControls(persistenceData ?? ''), 'muted'),
    },
    {
      name: 'engine',
      title: 'ENGINE',
      describe: 'persistence engine',
      align: 'left',
      width: 8,
      cell: ({persistenceEngine}) => span(escapeControls(persistenceEngine ?? ''), 'muted'),
    },
  ];
}

const endpointNames: readonly SortName[] = ['client', 'service', 'server'];

function endpoint(
  name: (typeof endpointNames)[number],
  title: string,
  describe: string,
  rank: number,
  grows: number,
  text: (connection: Connection, names: NameBook) => string,
): ConnectionColumn {
  return {
    name,
    title,
    describe,
    align: 'left',
    width: endpointWidth,
    grows,
    rank,
    cell: (connection, {widths, glyphs, names}) =>
      middleCut(text(connection, names), widths.get(name) ?? endpointWidth, glyphs.ellipsis),
  };
}

type Placed = PlacedColumn<Connection, ConnectionContext> & {readonly column: ConnectionColumn};

/** The columns that fit; those of addresses share their room. @param isWide there are addresses of IPv6 */
export function placeConnectionColumns(
  isWide: boolean,
  width: number,
  chosen: readonly string[] | undefined,
): readonly Placed[] {
  const placed = placeColumns(isWide ? connectionColumns : narrowColumns, width, chosen) as readonly Placed[];
  const shares = placed.filter(({column}) => endpointNames.includes(column.name));
  let room = shares.reduce((sum, each) => sum + each.width, 0);
  let others = shares.length;
  return placed.map(each => {
    if (!shares.includes(each)) return each;
    const own = Math.ceil(room / others--);
    room -= own;
    return {...each, width: own};
  });
}
