import {formatEndpoint} from '../net/endpoint.js';
import type {JournalChange, JournalEntry} from '../maintenance/journal/journal-entry.js';
import type {JournalRecord} from '../maintenance/journal/journal.js';
import {formatJournalChange} from '../maintenance/journal/format-journal-change.js';
import {planUndo} from '../maintenance/journal/plan-undo.js';
import {tableAfter} from '../maintenance/journal/table-after.js';
import {type Trail, trailsOf} from '../maintenance/journal/trails.js';

/** What an entry changed, as commands that would make it. */
export interface JournalDiff {
  readonly lines: readonly {readonly sign: '-' | '+'; readonly command: string}[];
  /** What takes it back, where nobody has changed anything since. */
  readonly takesBack: readonly string[];
  /** What nothing takes back. */
  readonly lost: readonly string[];
  /** What does not come back all the same, in a sentence. */
  readonly loss: string | undefined;
}

/** Of an entry of a process that died: as if all of it had been made. */
export function diffOf({entry, end}: JournalRecord): JournalDiff {
  const trails = trailsOf(entry, end);
  const lines: {sign: '-' | '+'; command: string}[] = [];
  const compare = <T>({states}: Trail<T>, make: (value: T) => JournalChange): void => {
    const [before, after] = [states[0]?.value, states.at(-1)?.value].map(value =>
      value === undefined ? undefined : formatJournalChange(make(value)),
    );
    if (before === after) return;
    if (before !== undefined) lines.push({sign: '-', command: before});
    if (after !== undefined) lines.push({sign: '+', command: after});
  };
  for (const trail of trails.services.values()) {
    compare(trail, service => ({type: 'add-service', service}));
    for (const server of trail.servers.values())
      compare(server, destination => ({type: 'add-server', id: trail.id, destination}));
  }
  for (const trail of trails.daemons.values()) compare(trail, daemon => ({type: 'start-daemon', daemon}));
  compare(trails.timeouts, timeouts => ({type: 'set', timeouts}));
  for (const [name, trail] of trails.sysctls) compare(trail, value => ({type: 'set-sysctl', name, value}));
  const {changes, lost} = planUndo(trails, tableAfter(trails));
  return {
    lines,
    takesBack: entry.inverse === undefined ? changes.map(formatJournalChange) : [entry.inverse],
    lost: lost.map(lostWords),
    loss: lossOf(changes),
  };
}

/** What does not come back with what is built again, in a sentence; undefined where nothing is. */
export function lossOf(changes: readonly JournalChange[]): string | undefined {
  const servers = changes.filter(({type}) => type === 'add-server').length;
  const services = changes.filter(({type}) => type === 'add-service').length;
  if (servers + services === 0) return undefined;
  const one = changes.find(change => change.type === 'add-server');
  const what = servers === 1 && services === 0 && one ? formatEndpoint(one.destination) : 'what is built again';
  return `Counters of ${what} begin at 0, and connections that ended with it do not come back.`;
}

export function lostWords(change: JournalEntry['changes'][number]): string {
  return `${formatJournalChange(change)}: counters that were set to 0 do not come back`;
}
