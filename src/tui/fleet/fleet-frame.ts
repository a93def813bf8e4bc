import {leastColumns, leastRows} from '../layout.js';
import {cut} from '../text/width.js';
import {type Line, type Role, roles, type Span, span} from '../theme/role.js';
import type {ScreenLine} from '../view/screen-line.js';
import {viewAll} from './all-view.js';
import {type FleetModel, isAnswering, type Member, stageRows} from './fleet-model.js';
import {fleetKeys} from './fleet-keys.js';
import {memberWords} from './member-words.js';
import {memberTabs} from './member-tabs.js';
import {viewAbsent} from './absent-view.js';

/** Everything on the screen, from top to bottom: the line of all directors, then one's own dashboard, or all side by side. */
export function fleetFrame(model: FleetModel): readonly ScreenLine[] {
  const {columns, rows} = model;
  if (columns < leastColumns || rows <= leastRows)
    return padded(
      [{line: [span(cut(`${columns}x${rows} is too small for several directors`, columns, ''), 'warn')]}],
      rows,
    );
  const body = model.isAll ? viewAll(model) : viewMember(model);
  return padded([{line: memberTabs(model)}, ...body], rows);
}

function padded(lines: readonly ScreenLine[], rows: number): readonly ScreenLine[] {
  return [...lines.slice(0, rows), ...Array.from({length: Math.max(0, rows - lines.length)}, () => ({line: []}))];
}

/** Its last frame; where it does not answer, its last line but one says so. */
function viewMember(model: FleetModel): readonly ScreenLine[] {
  const member = model.members[model.shown];
  const height = stageRows(model);
  if (!member?.frame || member.link.state === 'down') return member ? viewAbsent(model, member) : [];
  const lines = member.frame.rows.slice(0, height).map(asScreenLine);
  const words = statusWords(model, member);
  if (!words || lines.length < 2) return lines;
  const isMute = !isAnswering(member);
  return [
    ...lines.slice(0, height - 2).map(line => (isMute ? muted(line) : line)),
    {line: [span(cut(` ${words.text}`, model.columns, model.glyphs.ellipsis), words.role)]},
    {line: isMute ? fleetKeys(model, ['fleet']) : (lines.at(-1)?.line ?? [])},
  ];
}

function statusWords(model: FleetModel, member: Member): Span | undefined {
  if (model.message) return model.message;
  if (isAnswering(member)) return undefined;
  return span(`${memberWords(member, model.now)}: what is shown is older. ${otherKeys(model)}`, 'bad');
}

function otherKeys({members}: FleetModel): string {
  return members.length > 1 ? '} goes to the next director.' : '';
}

/** Text from another host: a role that this one does not have is plain. */
function asScreenLine({
  line,
  isSelected,
}: {
  readonly line: readonly {text: string; role: string}[];
  readonly isSelected: boolean;
}): ScreenLine {
  return {
    line: line.map(({text, role}) => span(text, Object.hasOwn(roles, role) ? (role as Role) : 'plain')),
    isSelected,
  };
}

/** Old news are not coloured as if they were new. */
function muted({line}: ScreenLine): ScreenLine {
  const text = line.map(each => each.text).join('');
  return {line: text === '' ? [] : ([span(text, 'muted')] satisfies Line)};
}
