import type {Change} from '../../ipvs/change.js';
import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {destinationFingerprint} from '../../ipvs/fingerprint.js';
import {forwardingName} from '../../ipvs/forwarding.js';
import {formatServiceId} from '../../ipvs/service-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {Ownership} from '../owner.js';
import {type DrainedDestination, drainKey, type DrainRecord} from './drain-record.js';

/** What ending a drain does to one destination. */
export interface Restored {
  readonly drained: DrainedDestination;
  /** Undefined where nothing is to be done, or is done. */
  readonly change: Change | undefined;
  /** What it will have; undefined where it is not there. */
  readonly weight: number | undefined;
  /** `kept`: somebody else's wish stands. */
  readonly outcome: 'restored' | 'as it was' | 'added' | 'kept' | 'gone' | 'still drained';
  readonly note: string | undefined;
}

interface Circumstances {
  readonly current: {readonly hasService: boolean; readonly destination: DestinationConfiguration | undefined};
  readonly record: DrainRecord;
  readonly request: {readonly weight: number | undefined; readonly isForced: boolean};
  readonly isSameBoot: boolean;
  readonly ownership: Ownership | undefined;
  /** Other drains in force. */
  readonly heldBy: readonly DrainRecord[];
}

/** The weight it had, or the one that was asked for, or its owner's where that has changed since; everything else as it was. */
export function restoreOne(drained: DrainedDestination, given: Circumstances): Restored {
  const {current, record, heldBy} = given;
  const name = `${formatEndpoint(drained.destination)} of ${formatServiceId(drained.service)}`;
  const now = current.destination;
  const [holder] = heldBy;
  if (holder && (now || !isRemoved(record)))
    return {
      ...nothing(drained, now),
      outcome: 'still drained',
      note: `${name} stays at weight 0: it is drained as ${drainKey(holder)} too`,
    };
  const {weight, note} = weightFor(drained, name, given);
  const whole = {...drained.destination, weight: holder ? 0 : weight};
  if (!now) return restoreGone(drained, name, whole, note, given);
  const isOurs = isLeftByUs(now.weight, drained, given) || given.request.isForced;
  if (!isOurs && given.request.weight === undefined) {
    if (now.weight === weight) return withSettings(drained, name, now, whole, undefined, given);
    const kept = `${name} was given weight ${now.weight} meanwhile, not by lvsctl undrain; it had ${drained.destination.weight}: it keeps ${now.weight} (--force restores ${weight})`;
    return {...nothing(drained, now), outcome: 'kept', note: given.isSameBoot ? kept : undefined};
  }
  return withSettings(drained, name, now, whole, note, given);
}

function isRemoved({stage, whenEmpty}: DrainRecord): boolean {
  return stage === 'removed' || stage === 'removing' || (stage === 'restoring' && whenEmpty === 'remove');
}

function nothing(drained: DrainedDestination, now: DestinationConfiguration | undefined) {
  return {drained, change: undefined, weight: now?.weight};
}

/** Weights that a drain, or its end, may have left: a slow start leaves those in between. */
function isLeftByUs(weight: number, {destination}: DrainedDestination, {record}: Circumstances): boolean {
  if (weight === 0) return true;
  if (record.stage === 'quiescing') return weight === destination.weight;
  return record.stage === 'restoring' && weight <= destination.weight;
}

function weightFor({destination, configuredWeight}: DrainedDestination, name: string, given: Circumstances) {
  const {request, ownership} = given;
  if (request.weight !== undefined) return {weight: request.weight, note: undefined};
  const configured = ownership?.configuredWeight;
  if (configured === undefined || configuredWeight === undefined || configured === configuredWeight)
    return {weight: destination.weight, note: undefined};
  if (configured === destination.weight) return {weight: configured, note: undefined};
  return {
    weight: configured,
    note: `${name} had weight ${destination.weight}; ${ownership?.owner} is configured with ${configured} since, which it gets (--weight ${destination.weight} gives it the old one)`,
  };
}

function restoreGone(
  drained: DrainedDestination,
  name: string,
  whole: DestinationConfiguration,
  note: string | undefined,
  {current, record, request, isSameBoot}: Circumstances,
): Restored {
  const lost = {...nothing(drained, undefined), outcome: 'gone'} as const;
  if (!current.hasService) return {...lost, note: `${name} is gone: its service is no longer there`};
  if (!request.isForced && !(isSameBoot && isRemoved(record))) {
    const {owner} = drained;
    const who =
      owner === undefined ? 'somebody deleted it' : `somebody deleted it, ${owner} perhaps, which adds it again`;
    return {...lost, note: `${name} is no longer there: ${who} (--force adds it back)`};
  }
  const change = {type: 'add-server', id: drained.service, destination: whole} as const;
  return {drained, change, weight: whole.weight, outcome: 'added', note};
}

/** What somebody set of it besides the weight, they keep. */
function withSettings(
  drained: DrainedDestination,
  name: string,
  now: DestinationConfiguration,
  whole: DestinationConfiguration,
  note: string | undefined,
  {request}: Circumstances,
): Restored {
  const isOther = destinationFingerprint({...now, weight: 0}) !== destinationFingerprint({...whole, weight: 0});
  const destination = isOther && !request.isForced ? {...now, weight: whole.weight} : whole;
  const isDone = destinationFingerprint(now) === destinationFingerprint(destination);
  const kept =
    isOther && !request.isForced
      ? `${name} was changed meanwhile: ${settings(now)}; it was ${settings(whole)}: it keeps what it has (--force restores it)`
      : undefined;
  const notes = [note, kept].filter(each => each !== undefined);
  return {
    drained,
    change: isDone ? undefined : {type: 'edit-server', id: drained.service, destination},
    weight: destination.weight,
    outcome: isDone ? 'as it was' : 'restored',
    note: notes.length === 0 ? undefined : notes.join('; '),
  };
}

function settings({forwarding, upperThreshold, lowerThreshold, tunnel}: DestinationConfiguration): string {
  const encapsulation = tunnel.type === 0 ? '' : `, tunnel ${tunnel.type} port ${tunnel.port} flags ${tunnel.flags}`;
  return `${forwardingName(forwarding)}, thresholds ${upperThreshold} and ${lowerThreshold}${encapsulation}`;
}
