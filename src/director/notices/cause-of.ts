import type {Happening} from '../../checks/health/health-event.js';
import type {Cause} from './notice.js';

/** Why something happened. */
export function causeOf({type, pool, member, host, layer, words}: Happening): Cause {
  if (type === 'undecided') return {type: 'trouble', words};
  if (member === undefined) return {type: 'quorum', pool};
  return host !== undefined && layer === 'L3' ? {type: 'host', host} : {type: 'server', server: member, layer};
}

/** Equal for the same cause: a server that is in several pools is one, whatever layer failed first. */
export function causeKey(cause: Cause): string {
  switch (cause.type) {
    case 'host':
      return `host ${cause.host}`;
    case 'server':
      return `server ${cause.server}`;
    case 'quorum':
      return `quorum ${cause.pool}`;
    case 'trouble':
      return `trouble ${cause.words}`;
  }
}
