import {type Family, formatIpv4, ipv4} from '../../net/address.js';
import type {Host} from './names.js';
import type {ProblemCode} from './problem.js';

export interface Range {
  readonly hosts: readonly Host[];
  /** The last one, of a range between names that nobody has resolved: only its first is among the hosts. */
  readonly through?: Host;
}

export interface RangeProblem {
  readonly code: ProblemCode;
  readonly message: string;
}

/** Of one range: ldirectord has no limit, and counts for hours. */
const mostServers = 65_536;

/** Both ends belong to it. */
export function expandRange(first: Host, last: Host, family: Family): Range | RangeProblem {
  if (family === 'ipv6') return {code: 'wrong-family', message: 'there are no ranges of IPv6 addresses'};
  const [from, to] = [numberOf(first), numberOf(last)];
  if (from === undefined || to === undefined) return {hosts: [first], through: last};
  const range = `${formatIpv4(from)}->${formatIpv4(to)}`;
  if (from > to) return {code: 'invalid-address', message: `${range} ends before it begins`};
  const values = valuesOf(from, to);
  if (!values)
    return {code: 'endless-range', message: `${range} gives more than ${mostServers.toLocaleString('en')} servers`};
  if (values.length === 0)
    return {
      code: 'lost-server',
      message: `${range} is empty to ldirectord, which compares addresses as texts of digits`,
    };
  return {hosts: values.map(value => ({type: 'address', address: ipv4(value)}))};
}

function numberOf(host: Host): number | undefined {
  return host.type === 'address' && host.address.family === 'ipv4' ? host.address.value : undefined;
}

/** NB: add_real_server_range() compares with `le`, as texts: 999999999 comes behind 1000000000. */
function valuesOf(from: number, to: number): number[] | undefined {
  const end = String(to);
  const values: number[] = [];
  for (let value = from; String(value) <= end; value++) {
    if (values.length === mostServers) return undefined;
    values.push(value);
  }
  return values;
}
