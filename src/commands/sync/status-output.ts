import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import {formatAddress} from '../../net/address.js';
import type {CommandContext} from '../command.js';
import {type Column, formatColumns} from '../output/columns.js';
import {formatDocument, type OutputFormat} from '../output/structured.js';
import type {ServiceOrigins} from './count-origins.js';
import type {Coverage, ServiceCoverage} from './coverage.js';
import {daemonDocument, type DaemonSettings, settingsOf} from './daemon-settings.js';

/** What `lvsctl sync status` shows. */
export interface SyncStatus {
  /** Those that run. */
  readonly daemons: readonly DaemonConfiguration[];
  readonly services: readonly ServiceStatus[];
}

/** Its coverage is unknown without the peer's count. */
export type ServiceStatus = ServiceOrigins & {readonly coverage: ServiceCoverage | undefined};

export async function printStatus(status: SyncStatus, format: OutputFormat, context: CommandContext): Promise<void> {
  if (format === 'json' || format === 'yaml')
    context.stdout.write(await formatDocument(statusDocument(status, context), format, false));
  else context.stdout.write(context.mark + statusText(status));
}

function statusText({daemons, services}: SyncStatus): string {
  const hasPeer = services.some(({coverage}) => coverage);
  const parts = [
    daemons.length === 0
      ? 'No daemon runs: no other director is told of these connections, and none is heard.\n'
      : formatColumns(daemonColumns, daemons.map(settingsOf)),
    services.length === 0 ? 'No services, no connections.\n' : formatColumns(serviceColumns(hasPeer), services),
  ];
  if (!hasPeer && services.length > 0) parts.push(unknownWords);
  return parts.join('\n');
}

const unknownWords = `Coverage is unknown: how much of LOCAL another director has, only that director can count. There:
  lvsctl sync status -o json; then here, with what it printed: lvsctl sync status --peer FILE
`;

const daemonColumns: readonly Column<DaemonSettings>[] = [
  {title: 'DAEMON', align: 'left', cell: ({state}) => state},
  {title: 'INTERFACE', align: 'left', cell: daemon => daemon.interface},
  {title: 'SYNCID', align: 'right', cell: ({syncId}) => String(syncId)},
  {title: 'GROUP', align: 'left', cell: ({group}) => formatAddress(group)},
  {title: 'PORT', align: 'right', cell: ({port}) => String(port)},
  {title: 'TTL', align: 'right', cell: ({ttl}) => String(ttl)},
  {title: 'MAXLEN', align: 'right', cell: ({maximumLength}) => (maximumLength === 0 ? 'MTU' : String(maximumLength))},
];

function serviceColumns(hasPeer: boolean): readonly Column<ServiceStatus>[] {
  const numbers: Column<ServiceStatus>[] = [
    {title: 'LOCAL', align: 'right', cell: ({connections}) => String(connections.local)},
    {title: 'SYNCED', align: 'right', cell: ({connections}) => String(connections.synced)},
    {title: 'TEMPLATES', align: 'right', cell: ({templates}) => String(templates.local)},
    {title: 'SYNCED TEMPLATES', align: 'right', cell: ({templates}) => String(templates.synced)},
  ];
  const coverage: Column<ServiceStatus>[] = [
    {title: 'PEER HAS OURS', align: 'right', cell: service => coverageText(service.coverage?.there)},
    {title: 'WE HAVE PEERS', align: 'right', cell: service => coverageText(service.coverage?.here)},
  ];
  return [
    {title: 'SERVICE', align: 'left', cell: ({service}) => service},
    ...numbers,
    ...(hasPeer ? coverage : [{title: 'COVERAGE', align: 'left', cell: () => 'unknown'} as const]),
  ];
}

function coverageText(coverage: Coverage | undefined): string {
  if (!coverage || coverage.percent === undefined) return '-';
  return `${coverage.percent}% (${coverage.received}/${coverage.own})`;
}

function statusDocument({daemons, services}: SyncStatus, {isEmbedded}: CommandContext) {
  return {
    schema: 'lvsctl.sync/1',
    kernel: {embedded: isEmbedded},
    daemons: daemons.map(daemonDocument),
    services: services.map(({coverage, ...counts}) => ({
      ...counts,
      coverage: coverage ? {there: coverageDocument(coverage.there), here: coverageDocument(coverage.here)} : null,
    })),
  };
}

function coverageDocument({own, received, percent}: Coverage) {
  return {own, received, percent: percent ?? null};
}
