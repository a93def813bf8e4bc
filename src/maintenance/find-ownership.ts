import type {FindOwnership, Owner} from './owner.js';

/** What any of them has to do with a destination, by their last looks: the first one counts. */
export function findOwnership(owners: readonly Owner[]): FindOwnership {
  return (service, destination) => {
    for (const owner of owners) {
      const ownership = owner.ownershipOf(service, destination);
      if (ownership) return ownership;
    }
    return undefined;
  };
}
