import {isAbsolute, join} from 'node:path';
import type {Real} from '../../config/ldirectord/ldirectord-config.js';
import {formatHost} from '../../config/ldirectord/names.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import type {OwnedWay, Ownership} from '../../maintenance/owner.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {namesOfPlaces} from '../names-of-places.js';
import type {ServedDestination} from './served-destinations.js';

/** What is seen of maintenance folders. */
export interface MaintenanceFolders {
  /** Whether a file is there, whatever it says. */
  readonly has: (path: string) => boolean;
  /** Why files of a folder are not to be trusted; undefined where nothing speaks against them. */
  readonly objectionTo: (folder: string) => string | undefined;
}

const watch: OwnedWay = {type: 'watch'};

/** ldirectord gives fallbacks weight 1. */
const fallbackWeight = 1;

/** What ldirectord has to do with a destination, and how a drain of it lasts. @param allOf what one file takes down, by maintenanceFile */
export function assessOwnership(
  served: ServedDestination,
  allOf: (file: string) => readonly ServedDestination[],
  folders: MaintenanceFolders,
): Ownership {
  const {real, virtual} = served;
  if (!real) return {owner: 'ldirectord', configuredWeight: fallbackWeight, isFallback: true, way: watch, warnings: []};
  const common = {owner: 'ldirectord', configuredWeight: real.weight, isFallback: false};
  const name = formatEndpoint(served.destination);
  const deletes = virtual.isQuiescent
    ? []
    : [
        `ldirectord deletes ${name}, with its connections, when its check fails (quiescent=no), and then adds it again with weight ${real.weight}`,
      ];
  const path = maintenanceFile(served);
  const all = path === undefined ? [] : allOf(path);
  const refused = objectionToFolder(served, all, folders);
  if (refused !== undefined || path === undefined)
    return {...common, way: watch, warnings: [...deletes, ...(refused ?? [])]};
  const way = {type: 'folder', path} as const;
  const besides = besidesOf(served, real, folders);
  if (all.length === 1) return {...common, way, warnings: besides};
  const shared = `the file ${path} is for ${namesOfPlaces(all)}: it is used where all of them are drained`;
  return {...common, way: watch, sharedWay: {way, others: all}, warnings: [...besides, shared]};
}

/** The first file that ldirectord looks for (_check_real_for_maintenance()): of this server and port only. */
export function maintenanceFile({real, maintenanceFolder}: ServedDestination): string | undefined {
  return real && maintenanceFolder && join(maintenanceFolder, `${formatHost(real.host)}:${real.port}`);
}

/** Undefined where its maintenance folder can be used. @returns in words why not; none where there is no folder */
function objectionToFolder(
  {maintenanceFolder}: ServedDestination,
  all: readonly ServedDestination[],
  {objectionTo}: MaintenanceFolders,
): readonly string[] | undefined {
  if (maintenanceFolder === undefined) return [];
  const not = (why: string) => [`its maintenancedir ${maintenanceFolder} is not used: ${why}`];
  if (!isAbsolute(maintenanceFolder)) return not('it is no absolute path');
  const deleted = all.find(({virtual}) => !virtual.isQuiescent);
  if (deleted)
    return not(
      `with quiescent=no ldirectord would delete the server, with its connections, from ${formatServiceId(deleted.service)}`,
    );
  if (all.some(({virtual}) => virtual.check.type === 'off'))
    return not('with checktype=off ldirectord would not bring the server back');
  const objection = objectionTo(maintenanceFolder);
  return objection === undefined ? undefined : not(objection);
}

function besidesOf({maintenanceFolder, virtual}: ServedDestination, real: Real, {has}: MaintenanceFolders): string[] {
  const whole = join(maintenanceFolder as string, formatHost(real.host));
  const isLast = virtual.reals.length === 1 && virtual.fallback;
  return [
    ...(has(whole) ? [`${whole} is there: ldirectord keeps the whole machine down as long as it is`] : []),
    ...(isLast ? [`ldirectord puts in the fallback ${formatHost(isLast.host)}:${isLast.port}`] : []),
  ];
}
