import type {JournalBefore} from './journal-entry.js';
import type {Trail, Trails} from './trails.js';

/** What there is of everything touched when all changes were made that were not refused. */
export function tableAfter(trails: Trails): JournalBefore {
  return tableAt(trails, ({states}) => states.at(-1)?.value);
}

/** What there was. */
export function tableBefore(trails: Trails): JournalBefore {
  return tableAt(trails, ({states}) => states[0]?.value);
}

function tableAt(
  {services, daemons, timeouts, sysctls}: Trails,
  at: <T>(trail: Trail<T>) => T | undefined,
): JournalBefore {
  const ofTimeouts = at(timeouts);
  return {
    entries: [...services.values()].flatMap(trail => {
      const service = at(trail);
      const destinations = [...trail.servers.values()].flatMap(server => at(server) ?? []).reverse();
      return service ? [{service, destinations}] : [];
    }),
    daemons: [...daemons.values()].flatMap(trail => at(trail) ?? []),
    ...(ofTimeouts && {timeouts: ofTimeouts}),
    sysctls: Object.fromEntries(
      [...sysctls].flatMap(([name, trail]) => {
        const value = at(trail);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}
