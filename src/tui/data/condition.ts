import {isFull, isOverloaded, type SeenDestination, type SeenService} from './snapshot.js';
import type {Role} from '../theme/role.js';

/** How a service or real server is, in the word that filters and the status column use. */
export type Condition = 'well' | 'idle' | 'draining' | 'quiesced' | 'overloaded' | 'empty' | 'down';

/** How each is shown: never by colour alone. */
export const conditionRoles: Readonly<Record<Condition, Role>> = {
  well: 'plain',
  idle: 'muted',
  draining: 'warn',
  quiesced: 'warn',
  overloaded: 'bad',
  empty: 'bad',
  down: 'bad',
};

/** One letter for each, for narrow terminals; nothing for what is well. */
export const conditionMarks: Readonly<Record<Condition, string>> = {
  well: '',
  idle: '',
  draining: 'd',
  quiesced: 'q',
  overloaded: '!',
  empty: '!',
  down: '!',
};

export function destinationCondition(destination: SeenDestination): Condition {
  const holds = destination.activeConnections + destination.inactiveConnections > 0;
  if (destination.weight === 0) return holds ? 'draining' : 'quiesced';
  if (isFull(destination) && isOverloaded(destination)) return 'overloaded';
  return holds || isBusy(destination) ? 'well' : 'idle';
}

/** `empty` has no real servers, `down` none that would take a connection. */
export function serviceCondition({destinations, sums, service}: SeenService): Condition {
  if (!destinations) return 'well';
  if (sums.servers === 0) return 'empty';
  if (sums.quiesced === sums.servers) return 'down';
  if (sums.overloaded > 0) return 'overloaded';
  if (sums.active + sums.inactive === 0 && service.statistics.rates.connectionsPerSecond === 0n) return 'idle';
  return 'well';
}

/** Whether an operator should look at it. */
export function needsLook(condition: Condition): boolean {
  return condition === 'empty' || condition === 'down' || condition === 'overloaded';
}

/** What there is to say of a service in a few words; empty when all is well. */
export function serviceRemarks(seen: SeenService): string {
  const {sums} = seen;
  switch (serviceCondition(seen)) {
    case 'empty':
      return 'no real servers';
    case 'down':
      return 'all quiesced';
    case 'idle':
      return sums.quiesced > 0 ? `idle, ${sums.quiesced} quiesced` : 'idle';
    default: {
      const words: string[] = [];
      if (sums.overloaded > 0) words.push(`${sums.overloaded} at the limit`);
      if (sums.quiesced > 0) words.push(`${sums.quiesced} quiesced`);
      return words.join(', ');
    }
  }
}

export function destinationRemarks(destination: SeenDestination): string {
  switch (destinationCondition(destination)) {
    case 'well':
      return '';
    case 'idle':
      return 'idle';
    case 'draining':
      return `quiesced, ${destination.activeConnections + destination.inactiveConnections} left`;
    case 'quiesced':
      return 'quiesced, empty';
    case 'overloaded':
      return 'at its limit';
    case 'empty':
    case 'down':
      return '';
  }
}

function isBusy(destination: SeenDestination): boolean {
  return isFull(destination) && destination.statistics.rates.connectionsPerSecond > 0n;
}
