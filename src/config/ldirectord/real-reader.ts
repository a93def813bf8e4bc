import type {Family} from '../../net/address.js';
import type {Place} from '../keepalived/problem.js';
import type {Context} from './context.js';
import {placeIn} from './lines.js';
import type {Host, Port} from './names.js';
import {type RealAddresses, type RealOptions, readOptions, splitReal} from './real-line.js';
import {expandRange, type Range} from './real-range.js';
import type {Entry} from './setting-reader.js';

/** A real server as its line has it. */
export interface WrittenReal extends RealOptions {
  readonly place: Place;
  readonly host: Host;
  readonly through?: Host;
  readonly port: Port;
}

/** Reads a `real` or `real6` line; a range gives one server for each address. */
export function readReal(entry: Entry, family: Family, context: Context): readonly WrittenReal[] {
  const {file, hosts, report} = context;
  const {line, at, name} = entry;
  const words = splitReal(entry, report);
  if (!words) return [];
  const first = hosts.host(words.first, family, line, at + words.firstAt, name);
  const port = first && hosts.port(words.port, undefined, line, at + words.portAt);
  if (!first || port === undefined) return [];
  const range = readRange(first, words, entry, family, context);
  const options = range && readOptions(entry, words, report);
  if (!options) return [];
  const place = placeIn(file, line);
  const {through} = range;
  return range.hosts.map(host => ({place, host, ...(through ? {through} : {}), port, ...options}));
}

function readRange(
  first: Host,
  {last: end, lastAt, firstAt}: RealAddresses,
  {line, at, name}: Entry,
  family: Family,
  {hosts, report}: Context,
): Range | undefined {
  if (end === undefined) return {hosts: [first]};
  const last = hosts.host(end, family, line, at + lastAt, name);
  const range = last && expandRange(first, last, family);
  if (!range || 'hosts' in range) return range;
  report(range.code, line, at + firstAt, `${name}: ${range.message}`);
  return undefined;
}
