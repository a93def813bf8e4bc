import type {Milliseconds} from '../../../vrrp/intervals.js';
import type {FileEnd} from '../../read-end.js';

/** One check of ldirectord, as it wrote it down. */
export interface MonitorLine {
  readonly at: Milliseconds;
  readonly isUp: boolean;
  /** What it said; empty where it said nothing. */
  readonly words: string;
}

/**
 * The checks in the end of a monitor file: `[Sat Nov 21 01:24:43 2026] [14499] negotiate http … /status OK [up] 200 OK`.
 * Lines of others are skipped: what a server answered may look like one, but stands behind the name of its own check.
 * @param ids names of the checks that are wanted, as monitorId has them
 */
export function readMonitorLines({text, isCut}: FileEnd, ids: ReadonlySet<string>): ReadonlyMap<string, MonitorLine[]> {
  const found = new Map<string, MonitorLine[]>();
  const longestFirst = [...ids].sort((a, b) => b.length - a.length);
  for (const line of text.split('\n').slice(isCut ? 1 : 0)) {
    const [, time = '', rest = ''] = /^\[([^\]]{10,40})\] \[\d+\] (.*)$/.exec(line) ?? [];
    const at = Date.parse(time); // its own local time
    const id = idOf(rest, ids) ?? longestFirst.find(one => rest.startsWith(`${one} [`));
    const [, state, words = ''] = /^ \[(up|down)\] ?(.*)$/.exec(rest.slice(id?.length)) ?? [];
    if (id === undefined || state === undefined || Number.isNaN(at)) continue;
    const lines = found.get(id) ?? [];
    lines.push({at, isUp: state === 'up', words: words === '-' ? '' : plainText(words)});
    found.set(id, lines);
  }
  return found;
}

/** The usual case without a search: no request has ` [up] ` in it. */
function idOf(rest: string, ids: ReadonlySet<string>): string | undefined {
  const end = rest.search(/ \[(up|down)\]/);
  const id = rest.slice(0, Math.max(0, end));
  return ids.has(id) ? id : undefined;
}

/** `%`, `|` and what ends lines stand as `%25` and so on. */
function plainText(words: string): string {
  return words.replace(/%(25|7c|0d|0a)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
