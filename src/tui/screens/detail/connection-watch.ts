import {type Connection, isTemplate} from '../../../ipvs/connection.js';
import {inSlices, type SliceWorld} from '../../data/in-slices.js';
import {Pace} from '../../data/pace.js';

/** What was read of the connections of a row. */
export interface WatchedConnections {
  readonly at: number;
  /** As many as are kept, in the kernel's order. */
  readonly first: readonly Connection[];
  /** All of them, without templates. */
  readonly connections: number;
  readonly templates: number;
  /** By the kernel's word. */
  readonly states: ReadonlyMap<string, number>;
}

/** Connections that are kept. */
const mostKept = 200;
/** Milliseconds a refresh may spend, on average, on going through the connection table. */
const allowance = 6;

/** The connections of one row while it is looked at; the reader writes it, as TrendRecorder is written. */
export class ConnectionWatch {
  readonly #pace = new Pace(allowance);
  #last: WatchedConnections | undefined;

  get last(): WatchedConnections | undefined {
    return this.#last;
  }

  /**
   * Asked once a refresh.
   * @param isLookedAt it stops as soon as nobody looks any more
   * @returns whether there is something new
   */
  async read(table: () => Iterable<readonly Connection[]>, {isOfRow, isLookedAt}: Watching, world: SliceWorld) {
    if (!this.#pace.isDue()) return false;
    const start = world.clock();
    const found = await inSlices(watch(table(), {isOfRow, isLookedAt}), world);
    const at = world.clock();
    this.#pace.spent(at - start);
    if (found) this.#last = {...found, at};
    return found !== undefined;
  }
}

interface Watching {
  readonly isOfRow: (connection: Connection) => boolean;
  readonly isLookedAt: () => boolean;
}

function* watch(
  pieces: Iterable<readonly Connection[]>,
  {isOfRow, isLookedAt}: Watching,
): Generator<void, Omit<WatchedConnections, 'at'> | undefined> {
  const first: Connection[] = [];
  const states = new Map<string, number>();
  let [connections, templates] = [0, 0];
  for (const piece of pieces) {
    for (const connection of piece) {
      if (!isOfRow(connection)) continue;
      if (first.length < mostKept) first.push(connection);
      if (isTemplate(connection)) templates++;
      else {
        connections++;
        states.set(connection.state, (states.get(connection.state) ?? 0) + 1);
      }
    }
    yield;
    if (!isLookedAt()) return undefined;
  }
  return {first, connections, templates, states};
}
