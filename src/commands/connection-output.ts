import {type Connection, isTemplate} from '../ipvs/connection.js';
import {formatAddress} from '../net/address.js';
import {formatEndpoint} from '../net/endpoint.js';
import type {CommandContext} from './command.js';
import {stateName} from './connection-filter.js';
import {type Column, formatColumns} from './output/columns.js';
import {type Document, formatDocument, formatJson, type OutputFormat} from './output/structured.js';

/** The service a connection came for, as lvsctl names services. */
export function connectionService({protocol, virtual}: Connection): string {
  return `${protocol.toLowerCase()}/${formatEndpoint(virtual)}`;
}

const base: readonly Column<Connection>[] = [
  {title: 'SERVICE', align: 'left', cell: connectionService},
  {title: 'CLIENT', align: 'left', cell: ({client}) => formatEndpoint(client)},
  {title: 'REAL SERVER', align: 'left', cell: ({destination}) => formatEndpoint(destination)},
  {title: 'STATE', align: 'left', cell: stateName},
  {
    title: 'EXPIRES',
    align: 'right',
    cell: ({expires}) => `${Math.trunc(expires / 60)}:${String(expires % 60).padStart(2, '0')}`,
  },
];

const wide: readonly Column<Connection>[] = [
  {title: 'ENGINE', align: 'left', cell: connection => connection.persistenceEngine ?? ''},
  {title: 'DATA', align: 'left', cell: connection => connection.persistenceData ?? ''},
];

/** The connections in the format asked for. */
export async function printConnections(
  batches: Iterable<Connection[]>,
  format: OutputFormat,
  context: CommandContext,
): Promise<void> {
  if (format === 'json') return printJson(batches, context);
  const connections = [...batches].flat();
  if (format === 'yaml') {
    context.stdout.write(
      await formatDocument(
        {...connectionsHead(context), connections: connections.map(connectionDocument)},
        'yaml',
        false,
      ),
    );
  } else context.stdout.write(context.mark + formatColumns(format === 'wide' ? [...base, ...wide] : base, connections));
}

/** One connection a line, written as it comes: a table of millions needs no memory. */
function printJson(batches: Iterable<Connection[]>, context: CommandContext): void {
  const start = formatJson(connectionsHead(context), 0);
  context.stdout.write(`${start.slice(0, -1)},"connections":[`);
  let separator = '\n';
  for (const batch of batches) {
    let text = '';
    for (const connection of batch) {
      text += separator + formatJson(connectionDocument(connection), 0);
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

function connectionDocument(connection: Connection) {
  const endpoint = ({address, port}: Connection['client']) => ({address: formatAddress(address), port});
  return {
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
