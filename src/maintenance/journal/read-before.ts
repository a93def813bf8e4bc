import {destinationKey} from '../../ipvs/destination.js';
import {errnoNumber} from '../../ipvs/errno.js';
import {serviceFingerprint} from '../../ipvs/fingerprint.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import type {DesiredEntry} from '../../ipvs/plan.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {type ServiceConfiguration, type ServiceId, serviceKey} from '../../ipvs/service.js';
import type {JournalBefore, JournalChange} from './journal-entry.js';

/** Changes up to which each service is asked for; beyond, the list of all costs less. */
const fewChanges = 32;
/** Readings of the list, of which two in a row have to agree. */
const attempts = 5;

/**
 * Reads what there is of everything that changes touch, and no more.
 * @throws Error where the table keeps changing, or cannot be read
 */
export async function readBefore(ipvs: Ipvs, changes: readonly JournalChange[]): Promise<JournalBefore> {
  const types = new Set(changes.map(({type}) => type));
  return {
    entries: types.has('flush') ? await wholeTable(ipvs) : await touchedEntries(ipvs, changes),
    ...((types.has('start-daemon') || types.has('stop-daemon')) && {daemons: await ipvs.daemons()}),
    ...(types.has('set') && {timeouts: await ipvs.timeouts()}),
    ...(types.has('set-sysctl') && {sysctls: await readSysctls(ipvs)}),
  };
}

/** Of what was read of services with all their servers, what changes touch. */
export function beforeWithin(entries: readonly DesiredEntry[], changes: readonly JournalChange[]): JournalBefore {
  const known = new Map(entries.map(entry => [serviceKey(entry.service.id), entry]));
  return {
    entries: touchedServices(changes).flatMap(({id, servers}) => {
      const entry = known.get(serviceKey(id));
      return entry ? [{service: entry.service, destinations: touchedOf(entry.destinations, servers)}] : [];
    }),
  };
}

/** The same some time after they were made: of services that came in all servers, also those that somebody added. */
export function readAfter(ipvs: Ipvs, changes: readonly JournalChange[]): Promise<JournalBefore> {
  const touching = changes.map(change =>
    change.type === 'add-service' ? ({type: 'delete-service', id: change.service.id} as const) : change,
  );
  return readBefore(ipvs, touching);
}

/** The table as it is configured. */
async function wholeTable(ipvs: Ipvs): Promise<readonly DesiredEntry[]> {
  const entries: DesiredEntry[] = [];
  for (const service of (await listedServices(ipvs)).values())
    entries.push({service, destinations: await ipvs.destinationConfigurations(service.id)});
  return entries;
}

interface TouchedService {
  readonly id: ServiceId;
  /** Their keys; all where the service is deleted. */
  servers: Set<string> | 'all';
}

function touchedServices(changes: readonly JournalChange[]): readonly TouchedService[] {
  const touched = new Map<string, TouchedService>();
  const note = (id: ServiceId): TouchedService => {
    const key = serviceKey(id);
    const known = touched.get(key) ?? {id, servers: new Set<string>()};
    touched.set(key, known);
    return known;
  };
  for (const change of changes) {
    if (change.type === 'add-service' || change.type === 'edit-service') note(change.service.id);
    else if (change.type === 'delete-service') note(change.id).servers = 'all';
    else if ('destination' in change) {
      const {servers} = note(change.id);
      if (servers !== 'all') servers.add(destinationKey(change.destination));
    }
  }
  return [...touched.values()];
}

async function touchedEntries(ipvs: Ipvs, changes: readonly JournalChange[]): Promise<readonly DesiredEntry[]> {
  const listed = changes.length > fewChanges ? await listedServices(ipvs) : undefined;
  if (listed?.size === 0) return [];
  const entries: DesiredEntry[] = [];
  for (const {id, servers} of touchedServices(changes)) {
    const service = listed ? listed.get(serviceKey(id)) : await oneService(ipvs, id);
    if (!service) continue;
    const all = servers === 'all' || servers.size > 0 ? await ipvs.destinationConfigurations(id) : [];
    entries.push({service, destinations: touchedOf(all, servers)});
  }
  return entries;
}

function touchedOf(all: DesiredEntry['destinations'], servers: TouchedService['servers']) {
  return servers === 'all' ? all : all.filter(one => servers.has(destinationKey(one)));
}

async function oneService(ipvs: Ipvs, id: ServiceId): Promise<ServiceConfiguration | undefined> {
  try {
    return configurationOf(await ipvs.service(id));
  } catch (error) {
    if (isRefusal(error) && error.errno === errnoNumber('ESRCH')) return undefined;
    throw error;
  }
}

/** NB: a list that is read while somebody changes the table can leave services out, and the kernel never says so. */
async function listedServices(ipvs: Ipvs): Promise<ReadonlyMap<string, ServiceConfiguration>> {
  let previous: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const services = await ipvs.serviceConfigurations();
    const print = services.map(serviceFingerprint).sort().join('\n');
    if (print === previous) return new Map(services.map(service => [serviceKey(service.id), service]));
    previous = print;
  }
  throw new Error('the table kept changing while it was read: somebody else is writing it');
}

async function readSysctls(ipvs: Ipvs): Promise<Readonly<Record<string, string>>> {
  const values = [...(await ipvs.sysctls())];
  return Object.fromEntries(values.map(([name, value]) => [name, [value].flat().join('\t')]));
}

/** Without counters. */
function configurationOf({
  id,
  scheduler,
  flags,
  timeout,
  netmask,
  persistenceEngine,
}: ServiceConfiguration): ServiceConfiguration {
  return {id, scheduler, flags, timeout, netmask, persistenceEngine};
}
