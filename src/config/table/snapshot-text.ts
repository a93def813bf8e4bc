import type {DesiredTable} from '../../ipvs/plan.js';
import {settingsDocument} from './format-document.js';
import {snapshotSchema} from './read-document.js';

/** What a snapshot tells besides the table. */
export interface SnapshotHead {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly note: string | null;
}

/**
 * A snapshot, a line a service. What was there first comes first, services and servers: so they are added again.
 * @param table in the kernel's order
 */
export function snapshotText({name, at, note}: SnapshotHead, {entries}: DesiredTable): string {
  const services = entries
    .toReversed()
    .map(({service, destinations}) => settingsDocument({service, destinations: destinations.toReversed()}));
  const head = JSON.stringify({schema: snapshotSchema, name, at, note}).slice(0, -1);
  return `${head},"services":[\n${services.map(one => JSON.stringify(one)).join(',\n')}\n]}\n`;
}

export interface SnapshotSummary extends SnapshotHead {
  readonly services: number;
  readonly servers: number;
}

/** What a list of snapshots tells of one; undefined where the text is none. */
export function snapshotSummary(text: string): SnapshotSummary | undefined {
  let document: Partial<Record<'schema' | 'name' | 'at' | 'note' | 'services', unknown>> | null;
  try {
    document = JSON.parse(text) as typeof document;
  } catch {
    return undefined;
  }
  if (document?.schema !== snapshotSchema || !Array.isArray(document.services)) return undefined;
  const {name, at, note, services} = document;
  const lengths = (services as {realServers?: unknown}[]).map(({realServers}) =>
    Array.isArray(realServers) ? realServers.length : 0,
  );
  return {
    name: typeof name === 'string' ? name : '',
    at: typeof at === 'string' ? at : '',
    note: typeof note === 'string' ? note : null,
    services: services.length,
    servers: lengths.reduce((all, one) => all + one, 0),
  };
}
