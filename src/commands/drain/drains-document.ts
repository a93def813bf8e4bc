import type {Milliseconds} from '../../maintenance/milliseconds.js';
import type {DrainState} from '../../maintenance/drain/drain-states.js';
import type {Document} from '../output/structured.js';
import {leftDocument, serverDocument} from './drain-document.js';
import type {DrainsView} from './drains-text.js';

export function drainsDocument({states, problems, recovered, isGuarded}: DrainsView): Document {
  return {schema: 'lvsctl.drains/1', guard: isGuarded, drains: states.map(drainDocument), recovered, problems};
}

function drainDocument({record, state, isOverdue, isAttended, left, withWeight, gone}: DrainState) {
  return {
    target: record.target,
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
    realServers: record.destinations.map(serverDocument),
  };
}

function timeText(time: Milliseconds): string {
  return new Date(time).toISOString();
}
