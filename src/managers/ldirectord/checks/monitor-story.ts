import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {MonitorLine} from './monitor-lines.js';

/** What a series of checks says of a server. */
export interface MonitorStory {
  readonly state: 'up' | 'down';
  /** Undefined where it began before the part that was read. */
  readonly since: Milliseconds | undefined;
  readonly last: MonitorLine;
  /** Checks in a row that fail, of a server that is not down yet. */
  readonly contrary: number;
  readonly changes: readonly (MonitorLine & {readonly state: 'up' | 'down'})[];
}

/** It takes a server down at once, however many failures it waits for otherwise. */
const maintenance = 'Server in maintenance';

/** Follows ldirectord's counting: down after so many failed checks in a row, up with the first good one. @param isCut there were others before */
export function tellStory(lines: readonly MonitorLine[], failures: number, isCut: boolean): MonitorStory | undefined {
  const last = lines.at(-1);
  if (!last) return undefined;
  let state: 'up' | 'down' | undefined;
  let since: Milliseconds | undefined;
  let failed = 0;
  const changes: (MonitorLine & {state: 'up' | 'down'})[] = [];
  for (const line of lines) {
    failed = line.isUp ? 0 : failed + 1;
    const isDown = failed >= failures || (!line.isUp && line.words === maintenance);
    const next = line.isUp ? 'up' : isDown ? 'down' : (state ?? 'up');
    if (next === state) continue;
    if (state !== undefined || !isCut) since = line.at;
    if (state !== undefined) changes.push({...line, state: next});
    state = next;
  }
  return {state: state ?? 'up', since, last, contrary: state === 'up' ? failed : 0, changes};
}
