import {problemsOf} from './begin-drain.js';
import {cutSysctl} from './cut.js';
import {drainKey, type DrainRecord, placeKey, placeOf, servicesOf} from './drain-record.js';
import type {Drains} from './drains.js';
import {isInForce} from './in-force.js';
import {readServices} from './read-table.js';
import {validTemplates} from './valid-templates.js';

/** Nobody waits for it any more: what was set for the waiting is put back, and it stays in force. @returns in words what failed */
export function leaveDrain(drains: Drains, record: DrainRecord): Promise<readonly string[]> {
  return change(drains, record, async known => {
    const {problems, sysctls} = await putBackSysctls(drains, known);
    const stage = known.stage === 'quiescing' ? 'draining' : known.stage;
    return [...problems, ...drains.update({...known, stage, worker: undefined, sysctls})];
  });
}

/** It is empty: stays so, or is deleted where that was wished. @returns in words what failed */
export function finishDrain(drains: Drains, record: DrainRecord): Promise<readonly string[]> {
  return change(drains, record, async known => {
    const removed = known.whenEmpty === 'remove' ? await removeAll(drains, known) : [];
    if (removed.length > 0) return removed;
    const stage = known.whenEmpty === 'remove' ? 'removed' : 'drained';
    const isKept = stage === 'removed' || needsTemplatesCut(drains, {...known, stage});
    const {problems, sysctls} = isKept ? {problems: [], sysctls: known.sysctls} : await putBackSysctls(drains, known);
    const worker = stage === 'removed' && sysctls.length > 0 ? drains.self : undefined;
    return [...problems, ...drains.update({...known, stage, worker, sysctls})];
  });
}

/** Puts back what processes that have died had set. @returns what it did, in words */
export async function recoverSysctls(drains: Drains): Promise<readonly string[]> {
  const isDead = (one: DrainRecord) =>
    one.sysctls.length > 0 &&
    one.boot === drains.world.boot &&
    !drains.isAttended(one) &&
    !needsTemplatesCut(drains, one);
  if (!drains.stored().records.some(isDead)) return [];
  return drains.locked('drains', async () => {
    const words: string[] = [];
    for (const record of drains.stored().records.filter(isDead)) {
      const {problems, sysctls} = await putBackSysctls(drains, record);
      words.push(
        ...drains.update({...record, sysctls}),
        ...problems,
        ...record.sysctls
          .filter(one => !sysctls.includes(one))
          .map(one => `net.ipv4.vs.${one.name} is ${one.before} again: drain ${drainKey(record)} needs it no longer`),
      );
    }
    return words;
  });
}

/**
 * It is drained, but templates pin clients to it: once expire_quiescent_template is 0 again those would come back to a
 * server that may be switched off.
 */
export function needsTemplatesCut(drains: Drains, {stage, sysctls, destinations}: DrainRecord): boolean {
  if (stage !== 'drained' || !sysctls.some(({name}) => name === cutSysctl.templates)) return false;
  const servers = destinations.map(({destination}) => destination);
  return validTemplates(servers, drains.ipvs.connections()).count > 0;
}

function change(
  drains: Drains,
  record: DrainRecord,
  work: (known: DrainRecord) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  return drains.locked(`drain ${drainKey(record)}`, async () => {
    const known = drains.find(record);
    return known && isInForce(known, drains.world) ? work(known) : [];
  });
}

/** NB: one that another attended drain has set stays. */
async function putBackSysctls(drains: Drains, record: DrainRecord) {
  const others = drains.stored().records.filter(one => drainKey(one) !== drainKey(record) && drains.isAttended(one));
  const needed = new Set(others.flatMap(one => one.sysctls.map(({name}) => name)));
  const wanted = record.sysctls.filter(({name}) => !needed.has(name));
  const changes = await drains.sysctlsBack(wanted.map(({name, before}) => ({name, value: before})));
  const problems = problemsOf(changes, await drains.make(changes, {command: `drain ${drainKey(record)}: put back`}));
  return {problems, sysctls: problems.length > 0 ? record.sysctls : []};
}

/** Deletes those that are there. */
async function removeAll(drains: Drains, record: DrainRecord): Promise<readonly string[]> {
  const places = new Set(record.destinations.map(placeOf));
  const {entries} = await readServices(drains.ipvs, servicesOf([record]));
  const changes = entries.flatMap(({service, destinations}) =>
    destinations
      .filter(one => places.has(placeKey(service.id, one)))
      .map(({address, port}) => ({type: 'delete-server', id: service.id, destination: {address, port}}) as const),
  );
  drains.put({...record, stage: 'removing', worker: drains.self});
  return problemsOf(
    changes,
    await drains.make(changes, {command: `drain ${drainKey(record)}: remove`, reason: record.reason}),
  );
}
