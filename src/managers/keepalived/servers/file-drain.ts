import {isAbsolute} from 'node:path';
import type {RealServer, VirtualServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import type {OwnedPlace, OwnedWay} from '../../../maintenance/owner.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {losesQuorum} from './quorum.js';
import type {Servers} from './servers.js';
import {drainingValue, effectiveWeight} from './tracked-weight.js';

/** What a tracked file does to real servers when a value that drains is written into it. */
export interface FileDrain {
  readonly way: OwnedWay;
  /** Those that track it. */
  readonly reals: ReadonlySet<RealServer>;
  readonly places: readonly OwnedPlace[];
}

/** How a tracked file makes a drain last. @returns in words why it must not be used */
export function planFileDrain(path: string, servers: Servers): FileDrain | string {
  if (!isAbsolute(path)) return 'it is no absolute path';
  if (servers.routerFiles.has(path)) return 'it moves virtual routers too';
  const trackers = servers.trackersOf(path);
  const value = drainingValue(trackers);
  if (value === undefined) return 'no value in it brings the weight of all that track it to 0 and fails no check';
  const {problem, value: now} = servers.fileOf(path);
  const objection = problem ?? objectionToFile(path, servers);
  if (objection !== undefined) return objection;
  const reals = realsOf(path, servers);
  const undo = String(isAsFarAs(now, value) ? 0 : now);
  return {
    way: {type: 'file', path, value: String(value), undo},
    reals,
    places: [...reals].flatMap(servers.placesOf),
  };
}

/** What stands there drains already: the drain that wrote it has what was there before. */
function isAsFarAs(now: number, value: number): boolean {
  return Math.sign(now) === Math.sign(value) && Math.abs(now) >= Math.abs(value);
}

/**
 * Why a value that drains must not be written into a file now: where the quorum is lost and there is a sorry server,
 * keepalived deletes all servers of the service, and with them the connections that a drain waits for.
 */
export function objectionToFile(path: string, servers: Servers): string | undefined {
  const reals = realsOf(path, servers);
  const tracking = new Set(servers.trackersOf(path).map(({server}) => server));
  const lost = [...tracking].find(server => server.sorryServer && isQuorumLost(server, reals, servers));
  if (!lost?.sorryServer) return undefined;
  const {quorum, place, sorryServer} = lost;
  return `the quorum ${quorum} of the virtual server in ${place.file}:${place.line} would be lost, and keepalived would delete its servers, with their connections, in favour of the sorry server ${formatEndpoint(sorryServer)}`;
}

/** Whether it would be when keepalived counts these real servers with weight 0. */
export function isQuorumLost(server: VirtualServer, without: ReadonlySet<RealServer>, servers: Servers): boolean {
  const valueIn = (path: string) => servers.fileOf(path).value;
  return losesQuorum(
    server,
    real => without.has(real),
    real => effectiveWeight(real, servers.trackersOf(real), valueIn),
  );
}

function realsOf(path: string, {trackersOf}: Servers): ReadonlySet<RealServer> {
  return new Set(trackersOf(path).map(({real}) => real));
}
