import type {HandoverMember} from './handover.js';
import type {Movable} from './situation.js';

/** The instances as the handover begins with them. */
export function membersOf(
  members: readonly Movable[],
  comesBack: (movable: Movable) => boolean | undefined = () => undefined,
): readonly HandoverMember[] {
  return members.map(movable => {
    const {wanted, view} = movable;
    const {name, interface: link, family, virtualRouter} = wanted;
    const master = view?.master;
    const isOther = master && !master.isThisHost && master.address && master.priority !== undefined;
    return {
      identity: {name, interface: link, family, virtualRouter},
      present: view?.addresses.filter(({isPresent}) => isPresent).length ?? 0,
      total: wanted.addresses.length,
      master: isOther ? {source: master.address, priority: master.priority} : undefined,
      comesBack: comesBack(movable),
    };
  });
}
