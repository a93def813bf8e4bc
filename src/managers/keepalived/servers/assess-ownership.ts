import type {RealServer} from '../../../config/keepalived/lvs/lvs-configuration.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import type {OwnedWay, Ownership} from '../../../maintenance/owner.js';
import {formatEndpoint} from '../../../net/endpoint.js';
import {namesOfPlaces} from '../../names-of-places.js';
import {type FileDrain, isQuorumLost} from './file-drain.js';
import type {ServedDestination} from './served-destinations.js';
import type {Servers} from './servers.js';

const watch: OwnedWay = {type: 'watch'};

/** keepalived gives sorry servers weight 1. */
const sorryWeight = 1;

/**
 * What keepalived has to do with a destination, and how a drain of it lasts (ipwrapper.c and track_file.c of 2.2.7).
 * @param drainBy planFileDrain of a file
 */
export function assessOwnership(
  served: ServedDestination,
  servers: Servers,
  drainBy: (path: string) => FileDrain | string,
): Ownership {
  const {real} = served;
  if (!real) return {owner: 'keepalived', configuredWeight: sorryWeight, isFallback: true, way: watch, warnings: []};
  const common = {owner: 'keepalived', configuredWeight: real.weight, isFallback: false};
  const refused: string[] = [];
  for (const path of new Set(servers.trackersOf(real).map(tracker => tracker.path))) {
    const drain = drainBy(path);
    if (typeof drain === 'string') {
      refused.push(`the tracked file ${path} is not used: ${drain}`);
      continue;
    }
    const warnings = [...quorumWarning(served, drain, servers), ...inhibitWarning(served, real)];
    const {way, places} = drain;
    if (places.length === 1) return {...common, way, warnings};
    const shared = `the tracked file ${path} is that of ${namesOfPlaces(places)}: it is used where all of them are drained`;
    return {...common, way: watch, sharedWay: {way, others: places}, warnings: [shared, ...warnings]};
  }
  const warnings = [
    ...refused,
    ...lastWarning(served, real, servers),
    ...inhibitWarning(served, real),
    ...scriptWarning(served, real),
  ];
  return {...common, way: watch, warnings};
}

/** NB: without a sorry server nothing is deleted. */
function quorumWarning({service, server}: ServedDestination, {reals}: FileDrain, servers: Servers): string[] {
  if (!isQuorumLost(server, reals, servers)) return [];
  const script = server.quorumDown ? ', and runs its quorum_down' : '';
  return [`${formatServiceId(service)} loses its quorum of ${server.quorum}: keepalived calls it down${script}`];
}

/** Weight 0 in the table alone is nothing that keepalived counts with. */
function lastWarning({service, server}: ServedDestination, real: RealServer, servers: Servers): string[] {
  const {sorryServer, quorumDown, quorum} = server;
  if ((!sorryServer && !quorumDown) || !isQuorumLost(server, new Set([real]), servers)) return [];
  const what = sorryServer
    ? `the sorry server ${formatEndpoint(sorryServer)} does not come in`
    : 'its quorum_down does not run';
  return [
    `what is left of ${formatServiceId(service)} is below its quorum of ${quorum}, but keepalived goes on counting the weight of ${formatEndpoint(real)}: ${what}`,
  ];
}

function inhibitWarning({destination}: ServedDestination, {inhibitsOnFailure}: RealServer): string[] {
  if (!inhibitsOnFailure) return [];
  return [
    `keepalived gives ${formatEndpoint(destination)} weight 0 when its check fails (inhibit_on_failure), which looks like the drain: see that it answers before undrain`,
  ];
}

function scriptWarning({destination}: ServedDestination, {checks}: RealServer): string[] {
  if (!checks.some(({kind}) => kind.type === 'command' && kind.isDynamic)) return [];
  return [
    `a script sets the weight of ${formatEndpoint(destination)} (misc_dynamic): keepalived puts it back whenever that changes its mind`,
  ];
}
