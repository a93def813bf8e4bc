import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {OwnedWay, Ownership} from '../owner.js';
import {drainKey, placeKey} from './drain-record.js';
import {type Holding, isInForce} from './in-force.js';
import type {Chosen} from './selection.js';

/** What to know before a drain, in sentences: who drains them already, what undrain will not know. */
export function drainNotes(
  chosen: readonly Chosen[],
  held: ReadonlyMap<string, readonly Holding[]>,
  now: {readonly boot: string},
  request: {readonly target: string; readonly services: readonly string[]},
): readonly string[] {
  return chosen.flatMap(one => {
    const holders = held.get(placeKey(one.service.id, one.destination)) ?? [];
    return [...heldNotes(holders, now, request), ...zeroNotes(one, holders, now)];
  });
}

function heldNotes(holders: readonly Holding[], now: {readonly boot: string}, request: Parameters<typeof drainKey>[0]) {
  return holders.flatMap(({record}) => {
    const name = drainKey(record);
    const by = `by ${record.user}${record.reason === undefined ? '' : ` (${record.reason})`}`;
    if (name === drainKey(request)) {
      if (record.boot === now.boot) return [`the drain ${name} ${by} goes on`];
      return [`the drain ${name} ${by} was suspended by a reboot, and goes on`];
    }
    return isInForce(record, now) ? [`part of it is drained already as ${name} ${by}: both have to end`] : [];
  });
}

function zeroNotes({service, destination}: Chosen, holders: readonly Holding[], now: {readonly boot: string}) {
  if (destination.weight > 0 || holders.some(({drained}) => drained.destination.weight > 0)) return [];
  if (holders.some(({record}) => isInForce(record, now))) return [];
  return [
    `${formatEndpoint(destination)} of ${formatServiceId(service.id)} has weight 0 already, not by a drain: undrain leaves it so, unless --weight says otherwise`,
  ];
}

/** What its owner means for a drain. */
export function ownerNotes(ownership: Ownership | undefined, way: OwnedWay | undefined): readonly string[] {
  if (!ownership) return [];
  if (way?.type !== 'watch') return ownership.warnings;
  return [
    ...ownership.warnings,
    `${ownership.owner} may put the weight back when its check fails and recovers: it is set to 0 again while lvsctl drain or lvsctl guard runs`,
  ];
}
