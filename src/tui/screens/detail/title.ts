import {formatEndpoint} from '../../../net/endpoint.js';
import {
  conditionRoles,
  destinationCondition,
  destinationRemarks,
  serviceCondition,
  serviceRemarks,
} from '../../data/condition.js';
import type {Snapshot} from '../../data/snapshot.js';
import type {Model} from '../../model.js';
import {drainWords} from '../../drains/drain-words.js';
import {type Line, span} from '../../theme/role.js';
import {lineWidth} from '../../theme/theme.js';
import {fitLine} from '../../components/panel.js';
import type {TreeRow} from '../services/tree-rows.js';
import {goneSince} from './gone.js';
import type {DetailState} from './state.js';
import {subjectOf} from './subject.js';

/** The name, and the numbers, which have to stand somewhere. */
function shown(name: string, numbers: string): string {
  return name === numbers ? name : `${name} (${numbers})`;
}

/** What it is, and what is to be said of it. */
export function titleLine(model: Model, {row: key}: DetailState, snapshot: Snapshot): Line {
  const {ellipsis} = model.settings.glyphs;
  const {state, row} = subjectOf(snapshot, key);
  const words = row
    ? nameOf(row, model)
    : state === 'gone'
      ? [span(` It is not there any more${goneSince(model, key, snapshot)}.`, 'bad')]
      : [span(` ${ellipsis}`, 'muted')];
  return fitLine(words, model.columns, ellipsis);
}

function nameOf(row: TreeRow, {drains, now, columns, settings: {names}}: Model): Line {
  const {seen} = row;
  if (row.type === 'service') {
    const condition = serviceCondition(seen);
    const role = condition === 'well' ? 'warn' : conditionRoles[condition]; // some are quiesced
    return [
      span(` ${shown(names.service(seen.service.id), seen.name)}`, 'title'),
      span(`  ${serviceRemarks(seen)}`, role),
    ];
  }
  const {destination} = row;
  const server = shown(names.endpoint(destination), formatEndpoint(destination));
  const name = [span(` ${server}`, 'title'), span(` of ${names.service(seen.service.id)}  `, 'muted')];
  const drain = drains.seen.byRow.get(row.key);
  const remarks = drain
    ? drainWords(drain, destination, now, columns - lineWidth(name))
    : span(destinationRemarks(destination), conditionRoles[destinationCondition(destination)]);
  return [...name, remarks];
}
