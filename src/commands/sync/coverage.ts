import type {OriginCounts, ServiceOrigins} from './count-origins.js';

/** How much of one director's own connections the other has received, by number: which ones they are nobody tells. */
export interface Coverage {
  readonly own: number;
  readonly received: number;
  /** 0 to 100, rounded down; undefined where there is nothing to cover. */
  readonly percent: number | undefined;
}

export interface ServiceCoverage {
  /** Connections of this director that the peer has. */
  readonly there: Coverage;
  /** Connections of the peer that this director has. */
  readonly here: Coverage;
}

/** @param peer what the peer counted; undefined for a service it does not have */
export function coverageOf(own: ServiceOrigins, peer: ServiceOrigins | undefined): ServiceCoverage {
  const theirs = peer ?? {connections: none, templates: none};
  return {
    there: cover(sum(own, 'local'), sum(theirs, 'synced')),
    here: cover(sum(theirs, 'local'), sum(own, 'synced')),
  };
}

const none: OriginCounts = {local: 0, synced: 0};

function sum({connections, templates}: Omit<ServiceOrigins, 'service'>, origin: keyof OriginCounts): number {
  return connections[origin] + templates[origin];
}

function cover(own: number, received: number): Coverage {
  return {own, received, percent: own === 0 ? undefined : Math.min(100, Math.floor((received / own) * 100))};
}
