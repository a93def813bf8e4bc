import type {ServiceId} from '../../../ipvs/service.js';
import type {Pool, PoolCommand, PoolServer, PoolSorry} from '../../pools/pool-configuration.js';
import {serverNameOf} from '../../pools/pool-name.js';
import type {LvsConfiguration, RealServer, SorryServer, VirtualServer} from '../lvs/lvs-configuration.js';
import type {Place} from '../problem.js';
import {destinationWithin, portWithin, servicesOf, serviceWithin} from '../to-table.js';
import type {Commands} from '../to-routers/commands.js';
import type {Findings} from '../to-routers/findings.js';
import type {Command} from '../walk/section.js';
import {checksOf} from './checks.js';
import {poolNameOfServer} from './pool-name-of.js';

/** What a virtual server is carried over with. */
export interface Surroundings {
  readonly lvs: LvsConfiguration;
  /** Paths of track_files, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** checker_log_all_failures */
  readonly tellsAllFailures: boolean;
  readonly commands: Commands;
  readonly findings: Findings;
}

/** A virtual server with all of its services. */
export function poolOf(server: VirtualServer, around: Surroundings): Pool {
  const {place, realServers, sorryServer, quorum, hysteresis} = server;
  const ids = servicesOf(server, around.lvs).map(({id}) => id);
  const services = ids.map(id => serviceWithin(id, server));
  if (server.suspendsWithoutAddress)
    around.findings.warn(place, 'ha_suspend', {
      keepalived: 'checks only while the address is on this host',
      lvsctl: 'checks always',
      advice: 'take it out: the table is then ready whenever the address comes',
    });
  return {
    name: poolNameOfServer(server, services),
    place,
    services,
    servers: realServers.map(real => serverOf(real, server, ids, around)),
    sorry: sorryServer && sorryOf(sorryServer, ids),
    quorum,
    hysteresis,
    quorumCounts: 'weights',
    quorumUp: commandOf(server.quorumUp, place, around),
    quorumDown: commandOf(server.quorumDown, place, around),
    tellsAtEnd: server.notifiesAtEnd,
    mailTo: [],
  };
}

function serverOf(
  real: RealServer,
  server: VirtualServer,
  ids: readonly ServiceId[],
  around: Surroundings,
): PoolServer {
  const {place, address, weight, inhibitsOnFailure, sendsMail} = real;
  return {
    name: serverNameOf(real, ids),
    host: address,
    weight,
    checks: checksOf(real, server, around),
    isOff: false,
    whenDown: inhibitsOnFailure ? 'quiesce' : 'remove',
    holdDown: 0,
    slowStart: {over: 0, steps: 1},
    dependsOn: [],
    place,
    destinations: ids.map(id => destinationWithin(id, real)),
    notifyUp: commandOf(real.notifyUp, place, around),
    notifyDown: commandOf(real.notifyDown, place, around),
    sendsMail,
    agent: undefined,
  };
}

/** Sorry servers have weight 1 (alloc_ssvr() of check_data.c). */
function sorryOf(sorry: SorryServer, ids: readonly ServiceId[]): PoolSorry {
  const {address, forwarding, tunnel, inhibitsOnFailure} = sorry;
  const one = {address, forwarding, tunnel, weight: 1, upperThreshold: 0, lowerThreshold: 0};
  return {destinations: ids.map(id => ({...one, port: portWithin(id, sorry)})), inhibits: inhibitsOnFailure};
}

/** Undefined where keepalived does not run it, or we cannot. */
function commandOf(command: Command | undefined, place: Place, {commands}: Surroundings): PoolCommand | undefined {
  const found = command && commands.take(command, place, false);
  return found && {words: found.command, user: found.user};
}
