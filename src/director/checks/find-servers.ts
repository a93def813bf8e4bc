import type {Pool, PoolServer} from '../../config/pools/pool-configuration.js';
import {isSameAddress, parseAddress} from '../../net/address.js';
import {parseEndpoint} from '../../net/endpoint.js';

/** A real server as operators name it, in one pool or in whichever it is. */
export interface ServerWish {
  readonly server: string;
  readonly pool?: string | undefined;
}

export interface FoundServer {
  readonly pool: Pool;
  readonly server: PoolServer;
}

/** Which real servers are meant: by name, by address with whatever port, by address and port. */
export function findServers(pools: readonly Pool[], {server: wanted, pool: name}: ServerWish): readonly FoundServer[] {
  const isMeant = meaning(wanted);
  return pools
    .filter(pool => name === undefined || pool.name === name)
    .flatMap(pool => pool.servers.filter(isMeant).map(server => ({pool, server})));
}

/** @throws Error where there is none */
export function knownServers(pools: readonly Pool[], wish: ServerWish): readonly FoundServer[] {
  const found = findServers(pools, wish);
  if (found.length > 0) return found;
  const where = wish.pool === undefined ? '' : ` in ${wish.pool}`;
  throw new Error(`there is no real server ${wish.server}${where}: lvsctl checks shows those there are`);
}

/** What tells one server within all pools. */
export function serverKey(pool: string, server: string): string {
  return `${pool}\0${server}`;
}

function meaning(wanted: string): (server: PoolServer) => boolean {
  const address = parseAddress(wanted);
  const endpoint = address ? {address, port: undefined} : parseEndpoint(wanted);
  return ({name, destinations}) =>
    name === wanted ||
    (endpoint !== undefined &&
      destinations.some(
        one =>
          isSameAddress(one.address, endpoint.address) && (endpoint.port === undefined || one.port === endpoint.port),
      ));
}
