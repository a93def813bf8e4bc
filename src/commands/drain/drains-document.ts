import type {Milliseconds} from '../../maintenance/milliseconds.js';
import type {DrainState} from '../../maintenance/drain/drain-states.js';
import type {NameBook} from '../../settings/name-book.js';
import {nameDocument} from '../output/service-document.js';
import type {Document} from '../output/structured.js';
import {leftDocument, serverDocument} from './drain-document.js';
import type {DrainsView} from './drains-text.js';

export function drainsDocument(
  {states, problems, recovered, isGuarded}: Omit<DrainsView, 'names'>,
  names: NameBook,
): Document {
  const drains = states.map(state => drainDocument(state, names));
  return {schema: 'lvsctl.drains/1', guard: isGuarded, drains, recovered, problems};
}

function drainDocument({record, state, isOverdue, isAttended, left, withWeight, gone}: DrainState, names: NameBook) {
  const shown = names.text(record.target);
  return {
    target: record.target,
    ...nameDocument(shown === record.target ? undefined : shown),
    services: record.services,
    state: state.replaceAll(' ', '-'),
    overdue: isOverdue,
    attended: isAttended,
    user: record.user,
    reason: record.reason ?? null,
    since: timeText(record.since),
    expires: record.expires === undefined ? null : timeText(record.expires),
    whenEmpty: record.whenEmpty,
    left: leftDocument(left),
    withWeight,
    gone,
    realServers: record.destinations.map(drained => ({
      ...serverDocument(drained),
      ...nameDocument(names.hostName(drained.destination.address)),
    })),
  };
}

function timeText(time: Milliseconds): string {
  return new Date(time).toISOString();
}
