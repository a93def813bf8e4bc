import {type Family, formatIpv4, ipv4} from '../../net/address.js';
import type {HostReader} from './host-reader.js';
import {placeIn} from './lines.js';
import type {Place} from '../keepalived/problem.js';
import type {Host, Port} from './names.js';
import {type RealOptions, readOptions, splitReal} from './real-line.js';
import type {Entry, ReportAt} from './setting-reader.js';

/** A real server as its line has it. */
export interface WrittenReal extends RealOptions {
  readonly place: Place;
  readonly host: Host;
  readonly through?: Host;
  readonly port: Port;
}

/** Of one range: ldirectord has no limit, and counts for hours. */
const mostServers = 65_536;

/** Reads a `real` or `real6` line; a range gives one server for each address. */
export function readReal(
  entry: Entry,
  family: Family,
  file: string,
  hosts: HostReader,
  report: ReportAt,
): readonly WrittenReal[] {
  const {line, at, name} = entry;
  const words = splitReal(entry, report);
  if (!words) return [];
  const first = hosts.host(words.first, family, line, at + words.firstAt, name);
  if (!first) return [];
  const port = hosts.port(words.port, undefined, line, at + words.portAt);
  if (port === undefined) return [];
  const place = placeIn(file, line);
  const each = (found: readonly Host[], through?: Host): readonly WrittenReal[] => {
    const options = found.length === 0 ? undefined : readOptions(entry, words, report);
    if (!options) return [];
    return found.map(host => ({place, host, ...(through ? {through} : {}), port, ...options}));
  };
  if (words.last === undefined) return each([first]);
  const lastAt = at + words.lastAt;
  const last = hosts.host(words.last, family, line, lastAt, name);
  if (!last) return [];
  if (family === 'ipv6') {
    report('wrong-family', line, lastAt, `${name}: there are no ranges of IPv6 addresses`);
    return [];
  }
  const [from, to] = [valueOf(first), valueOf(last)];
  if (from === undefined || to === undefined) return each([first], last);
  if (from > to) {
    report('invalid-address', line, lastAt, `${name}: ${formatIpv4(to)} is before ${formatIpv4(from)}`);
    return [];
  }
  const values = rangeOf(from, to);
  const range = `${formatIpv4(from)}->${formatIpv4(to)}`;
  if (!values) {
    const most = mostServers.toLocaleString('en');
    report('endless-range', line, at + words.firstAt, `${name}: ${range} gives more than ${most} servers`);
    return [];
  }
  if (values.length === 0)
    report('lost-server', line, at + words.firstAt, `${name}: ${range} is empty to ldirectord, which compares the addresses as texts of digits`);
  return each(values.map(value => ({type: 'address', address: ipv4(value)})));
}

function valueOf(host: Host): number | undefined {
  return host.type === 'address' && host.address.family === 'ipv4' ? host.address.value : undefined;
}

/** NB: add_real_server_range() compares with `le`, as texts: 999999999 comes behind 1000000000. */
function rangeOf(from: number, to: number): number[] | undefined {
  const end = String(to);
  const values: number[] = [];
  for (let value = from; String(value) <= end; value++) {
    if (values.length === mostServers) return undefined;
    values.push(value);
  }
  return values;
}
