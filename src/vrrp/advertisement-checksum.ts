import {pseudoHeaderSum} from '../net/checksum.js';
import type {ChecksumCoverage} from './advertisement.js';
import type {Route} from './datagram.js';
import {advertisementGroups, isMulticast} from './multicast.js';
import {protocolNumbers} from './protocol-numbers.js';

/** The sum of what a checksum covers before the message. @param length bytes of the message */
export function coverageSum(coverage: ChecksumCoverage, {source, destination}: Route, length: number): number {
  switch (coverage) {
    case 'message':
      return 0;
    case 'pseudo-header':
      return pseudoHeaderSum(source, destination, protocolNumbers.vrrp, length);
    case 'multicast-pseudo-header':
      return pseudoHeaderSum(source, advertisementGroups[destination.family], protocolNumbers.vrrp, length);
  }
}

/** The readings of version 3 that can occur on a route, the usual one first. */
export function possibleCoverages({destination}: Route): readonly ChecksumCoverage[] {
  if (destination.family === 'ipv6') return ['pseudo-header'];
  return isMulticast(destination)
    ? ['pseudo-header', 'message']
    : ['pseudo-header', 'message', 'multicast-pseudo-header'];
}
