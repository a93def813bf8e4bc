import type {Happening} from '../../checks/health/health-event.js';
import type {CheckHistoryEntry} from '../protocol/checks-report.js';
import {serverKey} from './find-servers.js';

/** Of one server, or of one pool itself. */
const mostOfOne = 200;
/** Of all together: the oldest go first. */
const mostOfAll = 100_000;

/** What happened to servers and pools, as far back as there is room. */
export class History {
  readonly #entries = new Map<string, CheckHistoryEntry[]>();
  #count = 0;

  note(entry: CheckHistoryEntry): void {
    const key = keyOf(entry);
    const own = this.#entries.get(key) ?? [];
    this.#entries.delete(key);
    this.#entries.set(key, own); // behind those to which something happened before
    own.push(entry);
    this.#count++;
    if (own.length > mostOfOne) this.#drop(own);
    if (this.#count > mostOfAll) this.#dropEarliest();
  }

  /** The oldest first. @param isWanted undefined: all */
  entries(isWanted?: (pool: string, server: string | undefined) => boolean): readonly CheckHistoryEntry[] {
    return [...this.#entries.values()]
      .filter(([first]) => first && (!isWanted || isWanted(first.pool, first.server)))
      .flat()
      .toSorted((a, b) => a.at - b.at);
  }

  #dropEarliest(): void {
    const [key, own] = this.#entries.entries().next().value ?? [];
    if (key === undefined || own === undefined) return;
    this.#drop(own);
    if (own.length === 0) this.#entries.delete(key);
  }

  #drop(own: CheckHistoryEntry[]): void {
    own.shift();
    this.#count--;
  }
}

export function historyEntry({at, pool, member, type, words, layer}: Happening): CheckHistoryEntry {
  return {at: Math.round(at), pool, server: member, type, words, layer};
}

function keyOf({pool, server}: CheckHistoryEntry): string {
  return serverKey(pool, server ?? '');
}
