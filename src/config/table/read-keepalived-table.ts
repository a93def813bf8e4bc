import type {ServiceId} from '../../ipvs/service.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {VirtualServer} from '../keepalived/lvs/lvs-configuration.js';
import {readKeepalivedConf} from '../keepalived/read-config.js';
import type {Files} from '../keepalived/text/sources.js';
import {destinationWithin, type PlacedService, servicesOf, serviceWithin} from '../keepalived/to-table.js';
import type {FileTable, FileText} from './file-table.js';
import {TableBuilder} from './table-builder.js';
import type {TablePlace, TableProblem} from './table-problem.js';

/**
 * The virtual servers of keepalived.conf as keepalived sets them up when every check succeeds: sorry servers are not
 * among them. What keepalived would refuse or ignore is a problem.
 * @param files for what it includes
 */
export function readKeepalivedTable({name, text}: FileText, files: Files): FileTable {
  const readFile = (path: string) => (path === name ? text : files.readFile(path));
  const {config, problems: found} = readKeepalivedConf({path: name, readFile, glob: files.glob});
  const problems: TableProblem[] = [];
  const notes: string[] = [];
  for (const {severity, file, line, column, message, effect} of found) {
    if (severity === 'warning') notes.push(`${file}:${line}: ${message}; ${effect}`);
    else problems.push({file, line, column, message: `${message}; ${effect}`});
  }
  const builder = new TableBuilder(
    ({file, line, column}, message) => void problems.push({file, line, column, message}),
  );
  for (const server of config.lvs.virtualServers) {
    const ids = servicesOf(server, config.lvs);
    for (const {id, place} of ids) addTo(builder, server, id, place);
    const {sorryServer} = server;
    if (sorryServer)
      notes.push(
        `${server.place.file}:${sorryServer.place.line}: the sorry server ${formatEndpoint(sorryServer)} of ${namesOf(ids)} is not applied: keepalived adds it when the quorum is lost`,
      );
  }
  return {format: 'keepalived', table: builder.table, problems, notes};
}

function addTo(builder: TableBuilder, server: VirtualServer, id: ServiceId, place: TablePlace): void {
  builder.addService(serviceWithin(id, server), place);
  for (const real of server.realServers) builder.addDestination(id, destinationWithin(id, real), real.place);
}

function namesOf(ids: readonly PlacedService[]): string {
  const [first, ...others] = ids;
  if (!first) return 'no service';
  return formatServiceId(first.id) + (others.length > 0 ? ` and ${others.length} more` : '');
}
