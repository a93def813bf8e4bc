import {type Connection, isTemplate} from '../ipvs/connection.js';
import {formatAddress} from '../net/address.js';
import {formatEndpoint} from '../net/endpoint.js';
import type {CommandContext} from './command.js';
import type {NameBook} from '../settings/name-book.js';
import {stateName} from './connection-filter.js';
import {nameDocument} from './output/service-document.js';
import {type Column, formatColumns} from './output/columns.js';
import {type Document, formatDocument, formatJson, type OutputFormat} from './output/structured.js';

/** The service a connection came for, as lvsctl names services. */
export function connectionService({protocol, virtual}: Connection): string {
  return `${protocol.toLowerCase()}/${formatEndpoint(virtual)}`;
}

/** The same with the names of the settings. */
export function shownService(connection: Connection, names: NameBook): string {
  const {protocol, virtual} = connection;
  return names.serviceName(connectionService(connection)) ?? `${protocol.toLowerCase()}/${names.endpoint(virtual)}`;
}

function baseColumns(names: NameBook): readonly Column<Connection>[] {
  return [
    {title: 'SERVICE', align: 'left', cell: connection => shownService(connection, names)},
    {title: 'CLIENT', align: 'left', cell: ({client}) => names.endpoint(client)},
    {title: 'REAL SERVER', align: 'left', cell: ({destination}) => names.endpoint(destination)},
    {title: 'STATE', align: 'left', cell: stateName},
    {
      title: 'EXPIRES',
      align: 'right',
      cell: ({expires}) => `${Math.trunc(expires / 60)}:${String(expires % 60).padStart(2, '0')}`,
    },
  ];
}

const wide: readonly Column<Connection>[] = [
  {title: 'ENGINE', align: 'left', cell: connection => connection.persistenceEngine ?? ''},
  {title: 'DATA', align: 'left', cell: connection => connection.persistenceData ?? ''},
];

/** The connections in the format asked for. */
export async function printConnections(
  batches: Iterable<Connection[]>,
  format: OutputFormat,
  context: CommandContext,
  names: NameBook,
): Promise<void> {
  if (format === 'json') return printJson(batches, context, names);
  const connections = [...batches].flat();
  if (format === 'yaml') {
    context.stdout.write(
      await formatDocument(
        {...connectionsHead(context), connections: connections.map(one => connectionDocument(one, names))},
        'yaml',
        false,
      ),
    );
    return;
  }
  const columns = [...baseColumns(names), ...(format === 'wide' ? wide : [])];
  context.stdout.write(context.mark + formatColumns(columns, connections));
}

/** One connection a line, written as it comes: a table of millions needs no memory. */
function printJson(batches: Iterable<Connection[]>, context: CommandContext, names: NameBook): void {
  const start = formatJson(connectionsHead(context), 0);
  context.stdout.write(`${start.slice(0, -1)},"connections":[`);
  let separator = '\n';
  for (const batch of batches) {
    let text = '';
    for (const connection of batch) {
      text += separator + formatJson(connectionDocument(connection, names), 0);
      separator = ',\n';
    }
    context.stdout.write(text);
  }
  context.stdout.write('\n]}\n');
}

/** What every document about connections begins with. */
export function connectionsHead({isEmbedded}: CommandContext): Document {
  return {schema: 'lvsctl.conns/1', kernel: {embedded: isEmbedded}};
}

function connectionDocument(connection: Connection, names: NameBook) {
  const endpoint = ({address, port}: Connection['client']) => ({
    address: formatAddress(address),
    port,
    ...nameDocument(names.hostName(address)),
  });
  return {
    ...nameDocument(names.serviceName(connectionService(connection))),
    protocol: connection.protocol.toLowerCase(),
    client: endpoint(connection.client),
    virtual: endpoint(connection.virtual),
    real: endpoint(connection.destination),
    state: connection.state,
    template: isTemplate(connection),
    expiresSeconds: connection.expires,
    persistence:
      connection.persistenceEngine === undefined
        ? null
        : {engine: connection.persistenceEngine, data: connection.persistenceData ?? ''},
  };
}
