import type {MemberStanding, PoolStanding} from '../../checks/health/standing.js';
import type {DestinationConfiguration} from '../../ipvs/destination.js';
import type {Place} from './pool-places.js';

/**
 * What a destination is to be by the checks alone: `idle`, there with weight 0; `as-is`, nobody knows yet: as the kernel
 * has it.
 */
export type Natural =
  | {readonly type: 'present' | 'idle'; readonly destination: DestinationConfiguration}
  | {readonly type: 'absent' | 'as-is'};

/** How a pool stands, by the names of its members. */
export interface Standing {
  readonly members: ReadonlyMap<string, MemberStanding['place']>;
  readonly sorry: PoolStanding['sorry'];
  readonly sorryInhibits: boolean;
}

export function standingOf({members, sorry}: PoolStanding, sorryInhibits: boolean): Standing {
  return {members: new Map(members.map(({name, place}) => [name, place])), sorry, sorryInhibits};
}

/** Whether a member, or the sorry server, is to have fewer clients than before. */
export function takesClients(before: Standing, now: Standing): boolean {
  if (before.sorry === 'serving' && now.sorry !== 'serving') return true;
  for (const [name, place] of now.members) {
    const was = before.members.get(name);
    if (was && weightOf(place) < weightOf(was)) return true;
  }
  return false;
}

/** NB: what nobody knows yet may have clients. */
function weightOf(place: MemberStanding['place']): number {
  if (place.type === 'in') return place.weight;
  return place.type === 'as-is' ? 0.5 : 0;
}

/** Those that say more come later: of two members that are one destination, the one with clients counts. */
const order = ['absent', 'idle', 'as-is', 'present'] as const;

export function naturalOf(place: Place, standing: Standing): Natural {
  let most: Natural = place.sorry ? naturalOfSorry(place.sorry, standing) : {type: 'absent'};
  for (const {name, destination} of place.members) {
    const natural = naturalOfMember(destination, standing.members.get(name));
    if (says(natural) > says(most)) most = natural;
  }
  return most;
}

function naturalOfMember(destination: DestinationConfiguration, place: MemberStanding['place'] | undefined): Natural {
  switch (place?.type) {
    case 'in':
      return {type: 'present', destination: withWeight(destination, place.weight)};
    case 'quiesced':
      return {type: 'idle', destination: withWeight(destination, 0)};
    case 'out':
      return {type: 'absent'};
    case 'as-is':
    case undefined:
      return {type: 'as-is'};
  }
}

function naturalOfSorry(destination: DestinationConfiguration, {sorry, sorryInhibits}: Standing): Natural {
  if (sorry === 'serving') return {type: 'present', destination};
  return sorryInhibits ? {type: 'idle', destination: withWeight(destination, 0)} : {type: 'absent'};
}

/** As a number that orders them: by kind, then by weight. */
function says(natural: Natural): number {
  const weight = natural.type === 'present' ? natural.destination.weight / 2 ** 32 : 0;
  return order.indexOf(natural.type) + weight;
}

export function withWeight(destination: DestinationConfiguration, weight: number): DestinationConfiguration {
  return destination.weight === weight ? destination : {...destination, weight};
}
