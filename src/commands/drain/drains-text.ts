import {escapeControls} from '../../ipvs/outside-text.js';
import type {DrainState} from '../../maintenance/drain/drain-states.js';
import {drainKey} from '../../maintenance/drain/drain-record.js';
import type {Milliseconds} from '../../maintenance/milliseconds.js';
import {span} from '../../vrrp/findings/words.js';
import type {NameBook} from '../../settings/name-book.js';
import {type Column, formatColumns} from '../output/columns.js';

export interface DrainsView {
  readonly states: readonly DrainState[];
  /** Files that are no records. */
  readonly problems: readonly string[];
  /** What was put back for those who died. */
  readonly recovered: readonly string[];
  readonly isGuarded: boolean;
  readonly now: Milliseconds;
  /** What is shown instead of numbers. */
  readonly names: NameBook;
}

/** The table, then what somebody has to do. */
export function drainsText(view: DrainsView): string {
  const {states, recovered} = view;
  const list = states.length === 0 ? 'nothing is drained\n' : formatColumns(columnsAt(view), states);
  const lines = [...recovered, ...states.flatMap(state => adviceFor(state, view))];
  return list + lines.map(line => `${escapeControls(line)}\n`).join('');
}

function columnsAt({now, names}: DrainsView): readonly Column<DrainState>[] {
  return [
    {title: 'DRAIN', align: 'left', cell: ({record}) => shownDrain(record, names)},
    {
      title: 'STATE',
      align: 'left',
      cell: ({state, isOverdue}) => (isOverdue ? `OVERDUE (${state})` : stateWord(state)),
    },
    {title: 'SERVERS', align: 'right', cell: ({record}) => String(record.destinations.length)},
    {
      title: 'LEFT',
      align: 'right',
      cell: ({left: {active, inactive, persistent}}) => String(active + inactive + persistent),
    },
    {title: 'USER', align: 'left', cell: ({record}) => record.user},
    {title: 'SINCE', align: 'left', cell: ({record}) => `${span(now - record.since)} ago`},
    {title: 'EXPIRES', align: 'left', cell: ({record: {expires}}) => expiryWords(expires, now)},
    {title: 'REASON', align: 'left', cell: ({record}) => record.reason ?? '-'},
  ];
}

/** As undrain takes it: that of some services is known by its numbers alone. */
function shownDrain(record: DrainState['record'], names: NameBook): string {
  return record.services.length === 0 ? names.text(record.target) : drainKey(record);
}

/** What needs somebody stands out. */
function stateWord(state: DrainState['state']): string {
  return state === 'unfinished' || state === 'suspended' || state === 'put back' ? state.toUpperCase() : state;
}

function expiryWords(expires: Milliseconds | undefined, now: Milliseconds): string {
  if (expires === undefined) return '-';
  return expires <= now ? `${span(now - expires)} ago` : `in ${span(expires - now)}`;
}

function adviceFor({record, state, isOverdue, isAttended, withWeight, gone}: DrainState, view: DrainsView): string[] {
  const name = shownDrain(record, view.names);
  const lines: string[] = [];
  const ends = `lvsctl undrain ${name} ends it`;
  if (isOverdue)
    lines.push(
      `${name} is overdue: ${view.isGuarded ? 'lvsctl guard is to end it' : `nobody ends it, as lvsctl guard does not run here; ${ends}`}`,
    );
  else if (record.expires !== undefined && !view.isGuarded)
    lines.push(`${name} expires, but lvsctl guard does not run here, which would end it`);
  switch (state) {
    case 'unfinished':
      lines.push(
        `${name}: the process that ${workOf(record.stage)} died; ${record.stage === 'restoring' ? `lvsctl undrain ${name} goes on` : `lvsctl drain ${name} goes on, ${ends}`}`,
      );
      break;
    case 'suspended':
      lines.push(
        `${name} was made before a reboot, and is not in force: lvsctl drain ${name} puts it in force again, ${ends}`,
      );
      break;
    case 'put back':
      lines.push(
        `${name}: ${withWeight} of ${record.destinations.length} have weight again, not by lvsctl: lvsctl drain ${name} sets 0 again, as lvsctl guard does while it runs`,
      );
      break;
    case 'draining':
      if (!isAttended && record.whenEmpty === 'remove' && !view.isGuarded)
        lines.push(`${name} is to be removed when empty, but nobody waits for it: lvsctl drain ${name} does`);
      break;
    case 'drained':
    case 'removed':
    case 'ending':
    case 'beginning':
  }
  if (gone > 0 && state !== 'removed' && state !== 'suspended')
    lines.push(`${name}: ${gone} of ${record.destinations.length} are no longer in the table`);
  return lines;
}

function workOf(stage: DrainState['record']['stage']): string {
  if (stage === 'restoring') return 'ended it';
  return stage === 'removing' ? 'removed its servers' : 'began it';
}
