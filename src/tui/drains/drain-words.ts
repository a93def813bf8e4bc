import {escapeControls} from '../../ipvs/outside-text.js';
import type {DrainRecord} from '../../maintenance/drain/drain-record.js';
import {isOverdue} from '../../maintenance/drain/drain-states.js';
import {isFull, type SeenDestination} from '../data/snapshot.js';
import {displayWidth} from '../text/width.js';
import {type Span, span} from '../theme/role.js';

/** A real server that is drained: by whom, why and how far it is, in as many words as there is room for. */
export function drainWords(drain: DrainRecord, destination: SeenDestination, now: number, room: number): Span {
  const user = escapeControls(drain.user);
  const {weight} = destination;
  if (weight > 0) {
    const texts = [`drained by ${user}, but has weight ${weight} again`, `put back, weight ${weight}`, 'put back'];
    return span(longest(texts, room), 'bad');
  }
  const late = isOverdue(drain, now);
  const left = connectionsLeft(destination);
  const drained = late ? 'overdue, drained' : 'drained';
  const why = drain.reason === undefined ? '' : `: ${escapeControls(drain.reason)}`;
  const texts = [
    `${drained} by ${user}${why}, ${left} ${left === 1 ? 'connection' : 'connections'} left`,
    `${drained} by ${user}, ${left} left`,
    `${late ? 'overdue' : drained}, ${left} left`,
  ];
  return span(longest(texts, room), late ? 'bad' : 'warn');
}

/** As the drain counts: templates too, where they are known. */
function connectionsLeft(destination: SeenDestination): number {
  const templates = isFull(destination) ? destination.persistentConnections : 0;
  return destination.activeConnections + destination.inactiveConnections + templates;
}

/** The first that fits; else the last. */
function longest(texts: readonly string[], room: number): string {
  return texts.find(text => displayWidth(text) <= room) ?? (texts.at(-1) as string);
}
