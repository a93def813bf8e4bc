import type {CheckedPool, CheckedServer, ChecksReport} from '../director/protocol/checks-report.js';
import {matchesService, type ServicePattern} from '../ipvs/service-text.js';
import {formatAddress, parseAddress} from '../net/address.js';
import {parseEndpoint} from '../net/endpoint.js';

/** A server as it stands in a pool. */
export interface CheckedPlace {
  readonly pool: CheckedPool;
  readonly server: CheckedServer;
}

/** All of them, in the order of the report. */
export function placesOf({pools}: Pick<ChecksReport, 'pools'>): readonly CheckedPlace[] {
  return pools.flatMap(pool => pool.servers.map(server => ({pool, server})));
}

/** Whether somebody means this server: by its name, its address, or its address and port. */
export function isServerNamed({name, address, port}: CheckedServer, text: string): boolean {
  if (name === text || address === text) return true;
  const endpoint = parseEndpoint(text);
  if (endpoint) return formatAddress(endpoint.address) === address && endpoint.port === port;
  const whole = parseAddress(text);
  return whole !== undefined && formatAddress(whole) === address;
}

/** Whether somebody means this pool: a service of it, or its name. */
export function isPoolNamed({name, services}: CheckedPool, text: string, pattern: ServicePattern | undefined): boolean {
  return name === text || (pattern !== undefined && services.some(id => matchesService(pattern, id)));
}

/** Whether somebody has to look: `unknown` and `disabled` are no failures. */
export function isFailed({state}: CheckedServer): boolean {
  return state === 'down';
}
