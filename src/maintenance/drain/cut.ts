import {formatServiceId} from '../../ipvs/service-text.js';
import type {SummaryEntry} from '../../ipvs/table.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {JournalChange} from '../journal/journal-entry.js';
import {type DrainRecord, placeKey} from './drain-record.js';
import type {Chosen} from './selection.js';

/** Clients that are pinned by a template, or what is open when the server is deleted. */
export type Cut = 'templates' | 'connections';

/** The sysctl that makes each kind of cut, of this whole network namespace. */
export const cutSysctl: Readonly<Record<Cut, string>> = {
  templates: 'expire_quiescent_template',
  connections: 'expire_nodest_conn',
};

export interface SysctlChange {
  readonly name: string;
  readonly value: string;
  /** What it was before any drain. */
  readonly before: string;
}

/** As a change, to make or to show. */
export function sysctlChange({name, value}: {readonly name: string; readonly value: string}): JournalChange {
  return {type: 'set-sysctl', name, value};
}

/** Nothing where the kernel has none, or it is set anyway: then there is nothing to put back. */
export function sysctlsToSet(
  cut: Cut | undefined,
  {sysctls, records, boot}: {sysctls: ReadonlyMap<string, string>; records: readonly DrainRecord[]; boot: string},
): readonly SysctlChange[] {
  const name = cut && cutSysctl[cut];
  const current = name && sysctls.get(name);
  if (name === undefined || current === undefined) return [];
  const earlier = records
    .filter(record => record.boot === boot)
    .flatMap(record => record.sysctls)
    .find(one => one.name === name);
  const before = earlier?.before ?? current;
  return before === '0' ? [{name, value: '1', before}] : [];
}

/** How many servers are named. */
const most = 20;

/** The sysctls act on every server of weight 0. */
export function cutNotes(
  cut: Cut | undefined,
  chosen: readonly Chosen[],
  entries: readonly SummaryEntry[],
): readonly string[] {
  if (!cut) return [];
  const keys = new Set(chosen.map(({service, destination}) => placeKey(service.id, destination)));
  const others = entries.flatMap(({service, destinations}) =>
    destinations
      .filter(one => one.weight === 0 && !keys.has(placeKey(service.id, one)))
      .map(one => `${formatEndpoint(one)} of ${formatServiceId(service.id)}`),
  );
  const more = others.length > most ? ` and ${others.length - most} more` : '';
  const named = `${others.length === 1 ? '1 other server has' : `${others.length} other servers have`} weight 0: ${others.slice(0, most).join(', ')}${more}`;
  return [
    `${cutSysctl[cut]} acts on this whole network namespace; ${others.length === 0 ? 'no other server has weight 0' : named}`,
  ];
}
