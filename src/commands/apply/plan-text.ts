import {escapeControls} from '../../ipvs/outside-text.js';
import type {TablePlan} from '../../maintenance/apply/table-plan.js';
import {listed} from '../../maintenance/apply/differences.js';
import {namesOf, type PlannedChange} from './planned-change.js';
import type {Loss} from './losses.js';

const signs = {add: '+', edit: '~', delete: '-'} as const;

/** The plan as commands, each with a sign before it; without the signs it is a script. */
export function planText(
  changes: readonly PlannedChange[],
  {unmentioned}: TablePlan,
  isDiff: boolean,
  notes: readonly string[],
): string {
  const lines = changes.flatMap(({action, command, before, lost}) => [
    `${signs[action]} ${command}`,
    ...(before === null ? [] : [`  # before: ${before}`]),
    ...(lost === null ? [] : lossLines(lost)),
  ]);
  const told = notes.map(note => `note: ${escapeControls(note)}`);
  return [...lines, ...told, ...summaryLines(changes, unmentioned, isDiff)].map(line => `${line}\n`).join('');
}

function summaryLines(
  changes: readonly PlannedChange[],
  unmentioned: TablePlan['unmentioned'],
  isDiff: boolean,
): readonly string[] {
  const counts = (['add', 'edit', 'delete'] as const).flatMap(action => countsOf(changes, action));
  const deleted = changes.some(({action}) => action === 'delete');
  return [
    counts.length === 0 ? 'No differences.' : `${isDiff ? 'To be done: ' : ''}${counts.join(', ')}.`,
    ...(deleted ? ['What is deleted loses its counters; nothing brings them back. Edits lose nothing.'] : []),
    ...(unmentioned.length === 0 ? [] : [unmentionedLine(unmentioned)]),
  ];
}

const pasts = {add: 'added', edit: 'edited', delete: 'deleted'} as const;

function countsOf(changes: readonly PlannedChange[], action: PlannedChange['action']): readonly string[] {
  const count = (kind: PlannedChange['kind']) =>
    changes.filter(change => change.action === action && change.kind === kind).length;
  const words = (
    [
      ['service', count('service')],
      ['server', count('server')],
    ] as const
  ).flatMap(([kind, n]) => (n === 0 ? [] : [`${n} ${kind}${n === 1 ? '' : 's'}`]));
  return words.length === 0 ? [] : [`${words.join(' and ')} ${pasts[action]}`];
}

function unmentionedLine(unmentioned: TablePlan['unmentioned']): string {
  const names = unmentioned
    .map(namesOf)
    .map(({service, server}) => (server === null ? service : `${server} of ${service}`));
  return `Not in the file, and left as they are: ${listed(names)}. --prune deletes them.`;
}

function lossLines({
  activeConnections,
  inactiveConnections,
  persistentConnections,
  connections,
}: Loss): readonly string[] {
  const open = activeConnections + inactiveConnections;
  if (open === 0 && persistentConnections === 0 && connections === 0n) return [];
  const told = [
    ...(open > 0 ? [`${open} connections under way (${activeConnections} active)`] : []),
    ...(persistentConnections > 0 ? [`${persistentConnections} clients that are pinned to it`] : []),
    `a count of ${connections} connections`,
  ];
  return [`  # lost: ${told.join(', ')}`];
}
