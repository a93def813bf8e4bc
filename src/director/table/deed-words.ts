import {formatServiceId} from '../../ipvs/service-text.js';
import type {DestinationId} from '../../ipvs/destination.js';
import type {ServiceId} from '../../ipvs/service.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {ByHand, Deed} from './by-hand.js';
import type {DrainWish, DrainWishes} from './drain-wishes.js';
import type {KeptPool} from './kept-pools.js';
import type {Noticed} from './notice-deeds.js';

/** `weight 0, by hand`. */
export function deedWords(deed: Deed): string {
  switch (deed.type) {
    case 'removed':
      return 'removed, by hand';
    case 'put-in':
      return `put in with weight ${deed.destination.weight}, by hand`;
    case 'set':
      return deed.leavesWeight ? 'other settings, by hand' : `weight ${deed.destination.weight}, by hand`;
  }
}

/** `drained by ann: kernel update`. */
export function drainWords({type, record}: DrainWish): string {
  const by = `by ${escapeControls(record.user)}`;
  const why = record.reason === undefined ? '' : `: ${escapeControls(record.reason)}`;
  return type === 'restoring' ? `its drain ${by} ends${why}` : `drained ${by}${why}`;
}

/** What an operator did of a member, in all services of its pool; undefined: nothing. */
export function operatorWords(
  {services}: KeptPool,
  member: string,
  byHand: ByHand,
  drains: DrainWishes,
): string | undefined {
  const words = new Set<string>();
  for (const {key: service, keys} of services) {
    const key = keys.get(member);
    if (key === undefined) continue;
    const drain = drains.places.get(`${service} ${key}`);
    const deed = byHand.deedsOf(service)?.get(key);
    if (drain) words.add(drainWords(drain));
    if (deed) words.add(deedWords(deed));
  }
  return words.size === 0 ? undefined : [...words].join('; ');
}

/** `10.0.0.11:80 of tcp/10.0.0.1:80`. */
export function placeWords(service: ServiceId, destination: DestinationId): string {
  return `${formatEndpoint(destination)} of ${formatServiceId(service)}`;
}

/** What was noticed, for the log. @param noticed undefined: the whole service is gone */
export function noticedWords(service: ServiceId, noticed: Noticed | undefined): readonly string[] {
  if (!noticed) return [`${formatServiceId(service)} was gone, not by this director: it is put back`];
  switch (noticed.type) {
    case 'begun':
      return [
        `${placeWords(service, noticed.deed.destination)}: ${deedWords(noticed.deed)}; that counts until it is put back`,
      ];
    case 'ended':
      return [];
    case 'settings':
      return [
        noticed.settings
          ? `${formatServiceId(service)}: its settings (scheduler ${escapeControls(noticed.settings.scheduler)}, flags, persistence) are by hand; they count until they are put back`
          : `${formatServiceId(service)}: its settings are as configured again`,
      ];
  }
}

/** Many things of one kind: the first ones, and how many there are. */
export function severalWords(lines: readonly string[], most = 8): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `and so for ${lines.length - most} more`];
}
