import {escapeControls} from '../ipvs/outside-text.js';
import type {Glance} from './stage.js';

/** What is sent of a glance: the table only where it is another than before. */
export type SentGlance = Omit<Glance, 'table'> & {readonly table?: Glance['table'] | 'same'};

/** What goes over the wire. @param before what was sent last */
export function sentGlance(before: Glance | undefined, {table, ...rest}: Glance): SentGlance {
  return {...rest, ...(table && {table: before?.table === table ? 'same' : table})};
}

/** A glance that came from another host: every number is one, every text is escaped. @throws Error where it is none */
export function readGlance(given: unknown, before: Glance | undefined): Glance {
  if (typeof given !== 'object' || given === null) throw new Error('this is no glance at a director');
  const glance = given as Partial<Record<keyof Glance, unknown>>;
  const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
  return {
    at: typeof glance.at === 'number' ? glance.at : undefined,
    problem: typeof glance.problem === 'string' ? textOf(glance.problem) : undefined,
    services: number(glance.services),
    servers: number(glance.servers),
    quiesced: number(glance.quiesced),
    active: number(glance.active),
    inactive: number(glance.inactive),
    connectionsPerSecond: number(glance.connectionsPerSecond),
    down: number(glance.down),
    drains: number(glance.drains),
    routers: Array.isArray(glance.routers)
      ? glance.routers.slice(0, most.routers).map(each => ({
          name: textOf(each?.name),
          state: textOf(each?.state),
          findings: number(each?.findings),
        }))
      : undefined,
    table: glance.table === 'same' ? before?.table : readTable(glance.table),
  };
}

function readTable(given: unknown): Glance['table'] {
  if (typeof given !== 'object' || given === null) return undefined;
  const entries = Object.entries(given);
  if (entries.length > most.entries) return undefined; // nobody sends such: it would be compared again and again
  return Object.fromEntries(entries.map(([key, value]) => [textOf(key), textOf(value)]));
}

function textOf(given: unknown): string {
  return escapeControls(String(given).slice(0, most.characters));
}

/** More than an honest host sends. */
const most = {entries: 10_000, routers: 1000, characters: 4000} as const;
