import type {RealServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import {placeKey} from '../../../maintenance/drain/drain-record.js';
import type {OwnedPlace, OwnedWay, Ownership} from '../../../maintenance/owner.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {losesQuorum} from './quorum.js';
import type {Servers} from './servers.js';
import type {ServedDestination} from './served-destinations.js';
import {drainingValue, effectiveWeight, type FileTracker} from './tracked-weight.js';

const watch: OwnedWay = {type: 'watch'};

/** keepalived gives sorry servers weight 1. */
const sorryWeight = 1;

/** What keepalived has to do with a destination, and how a drain of it lasts (ipwrapper.c and track_file.c of 2.2.7). */
export function assessOwnership(served: ServedDestination, servers: Servers): Ownership {
  const {real} = served;
  if (!real) return {owner: 'keepalived', configuredWeight: sorryWeight, isFallback: true, way: watch, warnings: []};
  const {others, warnings, ...chosen} = chooseWay(served, real, servers);
  const isShared = others.length > 0;
  return {
    owner: 'keepalived',
    configuredWeight: real.weight,
    isFallback: false,
    way: isShared ? watch : chosen.way,
    ...(isShared ? {sharedWay: {way: chosen.way, others}} : {}),
    warnings: [...warnings, ...checkWarnings(served, real, chosen.way)],
  };
}

interface ChosenWay {
  readonly way: OwnedWay;
  /** What it quiesces besides. */
  readonly others: readonly OwnedPlace[];
  readonly warnings: readonly string[];
}

function chooseWay(served: ServedDestination, real: RealServer, servers: Servers): ChosenWay {
  const refused: string[] = [];
  const paths = new Set(servers.trackersOf(real).map(({path}) => path));
  for (const path of paths) {
    const chosen = wayByFile(path, served, servers);
    if (typeof chosen !== 'string') return chosen;
    refused.push(`the tracked file ${path} is not used: ${chosen}`);
  }
  return {way: watch, others: [], warnings: [...refused, ...lastWarning(served, real, servers)]};
}

/** @returns in words why not */
function wayByFile(path: string, served: ServedDestination, servers: Servers): ChosenWay | string {
  const trackers = servers.trackersOf(path);
  if (servers.routerFiles.has(path)) return 'it moves virtual routers too';
  const value = drainingValue(trackers);
  if (value === undefined) return 'no value in it brings the weight of all that track it to 0 and fails no check';
  const {problem, value: now} = servers.fileOf(path);
  if (problem !== undefined) return problem;
  const objection = objectionToFile(path, servers);
  if (objection !== undefined) return objection;
  const own = placeKey(served.service, served.destination);
  const all = [...new Set(trackers.map(({real}) => real))].flatMap(servers.placesOf);
  const others = all.filter(one => placeKey(one.service, one.destination) !== own);
  const isDraining = isBeyond(now, value);
  const undo = String(isDraining ? 0 : now);
  return {
    way: {type: 'file', path, value: String(value), undo},
    others,
    warnings: [
      ...(others.length > 0
        ? [`the tracked file ${path} is that of ${namesOf(others)} too: it is used where all of them are drained`]
        : []),
      ...quorumWarning(served, trackers, servers),
    ],
  };
}

function isBeyond(now: number, value: number): boolean {
  return Math.sign(now) === Math.sign(value) && Math.abs(now) >= Math.abs(value);
}

/**
 * Why a value that drains must not be written into a file now: where the quorum is lost and there is a sorry server,
 * keepalived deletes all servers of the service, and with them the connections that a drain waits for.
 */
export function objectionToFile(path: string, servers: Pick<Servers, 'trackersOf' | 'fileOf'>): string | undefined {
  const trackers = servers.trackersOf(path);
  const lost = trackers.find(({server}) => server.sorryServer && isLost(server, trackers, servers));
  const sorry = lost?.server.sorryServer;
  if (!lost || !sorry) return undefined;
  return `the quorum ${lost.server.quorum} of the virtual server in ${lost.server.place.file}:${lost.server.place.line} would be lost, and keepalived would delete its servers, with their connections, in favour of the sorry server ${formatEndpoint(sorry)}`;
}

function isLost(
  server: ServedDestination['server'],
  drained: readonly FileTracker[],
  servers: Pick<Servers, 'trackersOf' | 'fileOf'>,
): boolean {
  return losesQuorum(server, real => drained.some(one => one.real === real), weighed(servers));
}

function weighed({trackersOf, fileOf}: Pick<Servers, 'trackersOf' | 'fileOf'>): (real: RealServer) => number {
  return real => effectiveWeight(real, trackersOf(real), path => fileOf(path).value);
}

/** NB: without a sorry server nothing is deleted. */
function quorumWarning(
  {service, server}: ServedDestination,
  trackers: readonly FileTracker[],
  servers: Servers,
): string[] {
  if (!isLost(server, trackers, servers)) return [];
  const script = server.quorumDown ? ', and runs its quorum_down' : '';
  return [`${formatServiceId(service)} loses its quorum of ${server.quorum}: keepalived calls it down${script}`];
}

/** Weight 0 in the table alone is nothing that keepalived counts with. */
function lastWarning({service, server}: ServedDestination, real: RealServer, servers: Servers): string[] {
  if (!losesQuorum(server, one => one === real, weighed(servers))) return [];
  const sorry = server.sorryServer
    ? `the sorry server ${formatEndpoint(server.sorryServer)} does not come in`
    : 'its quorum_down does not run';
  if (!server.sorryServer && !server.quorumDown) return [];
  return [
    `what is left of ${formatServiceId(service)} is below its quorum of ${server.quorum}, but keepalived goes on counting the weight of ${formatEndpoint(real)}: ${sorry}`,
  ];
}

function checkWarnings({destination}: ServedDestination, real: RealServer, way: OwnedWay): string[] {
  const isDynamic = real.checks.some(({kind}) => kind.type === 'command' && kind.isDynamic);
  const name = formatEndpoint(destination);
  return [
    ...(real.inhibitsOnFailure
      ? [
          `keepalived gives ${name} weight 0 when its check fails (inhibit_on_failure), which looks like the drain: see that it answers before undrain`,
        ]
      : []),
    ...(isDynamic && way.type === 'watch'
      ? [`a script sets the weight of ${name} (misc_dynamic): keepalived puts it back whenever that changes its mind`]
      : []),
  ];
}

function namesOf(places: readonly OwnedPlace[]): string {
  const names = places
    .slice(0, 3)
    .map(({service, destination}) => `${formatEndpoint(destination)} of ${formatServiceId(service)}`);
  const more = places.length > names.length ? ` and ${places.length - names.length} more` : '';
  return names.join(', ') + more;
}
