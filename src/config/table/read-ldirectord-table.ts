import {formatHost} from '../ldirectord/names.js';
import {readLdirectordConf} from '../ldirectord/read-config.js';
import {realSettingsOf, serviceSettingsOf} from '../ldirectord/service-settings.js';
import type {FileTable, FileText} from './file-table.js';
import {type KnownNames, ldirectordNames} from './known-names.js';
import {TableBuilder} from './table-builder.js';
import type {ReportProblem, TableProblem} from './table-problem.js';

/**
 * The virtual services of ldirectord.cf as ldirectord sets them up when every check succeeds: fallbacks are not among
 * them. What ldirectord would refuse or ignore is a problem.
 */
export function readLdirectordTable({name, text}: FileText, names: KnownNames): FileTable {
  const resolve = ldirectordNames(names);
  const {config, problems: found} = readLdirectordConf({path: name, readFile: () => text, resolve});
  const problems: TableProblem[] = [];
  const notes: string[] = [];
  for (const {severity, file, line, column, message, effect} of found) {
    if (severity === 'warning') notes.push(`${file}:${line}: ${message}; ${effect}`);
    else problems.push({file, line, column, message: `${message}; ${effect}`});
  }
  const report: ReportProblem = ({file, line, column}, message) => void problems.push({file, line, column, message});
  const builder = new TableBuilder(report);
  for (const virtual of config.virtuals) {
    const service = serviceSettingsOf(virtual, report);
    if (!service) continue;
    builder.addService(service, virtual.place);
    for (const real of virtual.reals) {
      const destination = realSettingsOf(service.id, real, report);
      if (destination) builder.addDestination(service.id, destination, real.place);
    }
    const {fallback} = virtual;
    if (fallback)
      notes.push(
        `${name}:${fallback.place.line}: the fallback ${formatHost(fallback.host)}:${fallback.port} of ${virtual.id} is not applied: ldirectord adds it when no server is left`,
      );
  }
  return {format: 'ldirectord', table: builder.table, problems, notes};
}
