import {age} from '../text/age.js';
import {cut} from '../text/width.js';
import {type Line, type Role, type Span, span} from '../theme/role.js';
import {lineWidth} from '../theme/theme.js';
import {switchKeys} from './fleet-keys.js';
import type {FleetModel, Member} from './fleet-model.js';

/** The line of all directors: the shown one is marked, each with what is most important of it; as much as fits. */
export function memberTabs(model: FleetModel): Line {
  const {columns} = model;
  for (const [room, hasKeys] of [
    [24, true],
    [24, false],
    [0, true],
    [0, false],
  ] as const) {
    const keys = hasKeys && !model.isAll ? switchKeys(model) : [];
    const tabs = model.members.flatMap((member, i) => tabOf(model, member, i, room));
    const left = columns - lineWidth(tabs) - lineWidth(keys);
    if (left >= 0) return [...tabs, span(' '.repeat(left), 'bar'), ...keys];
  }
  return aroundShown(model);
}

function tabOf(model: FleetModel, member: Member, index: number, room: number): Span[] {
  const isShown = index === model.shown && !model.isAll;
  const name = cut(member.name, 20, model.glyphs.ellipsis);
  const mark = index === model.shown ? model.glyphs.closed : ' ';
  const note = noteOf(member, model.now);
  const words = cut(note.text, room, model.glyphs.ellipsis);
  return [
    span(`${mark}${name} `, isShown ? 'current' : 'tab'),
    ...(words === ''
      ? note.role === 'bad'
        ? [span('! ', 'stale')]
        : []
      : [span(`${words} `, note.role === 'bad' ? 'stale' : 'bar')]),
  ];
}

/** What is most important: no answer, then two masters and the like, then the role. */
function noteOf({link, glance}: Member, now: number): {readonly text: string; readonly role: Role} {
  if (link.state === 'connecting')
    return link.lost ? {text: `down ${age(now - link.lost.since)}`, role: 'bad'} : {text: 'connecting', role: 'warn'};
  if (link.state === 'silent') return {text: `silent ${age(now - link.since)}`, role: 'bad'};
  if (link.state === 'down') return {text: `down ${age(now - link.since)}`, role: 'bad'};
  if (!glance || glance.at === undefined)
    return glance?.problem === undefined ? {text: 'reading', role: 'muted'} : {text: 'no data', role: 'bad'};
  if (glance.problem !== undefined) return {text: `stale ${age(now - glance.at)}`, role: 'bad'};
  const role = rolesWords(glance.routers);
  return {text: `${role}${glance.active} active`, role: glance.down > 0 ? 'bad' : 'muted'};
}

/** `master, ` where all virtual routers are, `2 of 3 master, ` otherwise. */
export function rolesWords(routers: readonly {readonly state: string}[] | undefined): string {
  if (!routers || routers.length === 0) return '';
  const masters = routers.filter(({state}) => state === 'master').length;
  if (masters === routers.length) return 'master, ';
  if (routers.every(({state}) => state === routers[0]?.state)) return `${routers[0]?.state}, `;
  return `${masters} of ${routers.length} master, `;
}

/** Where not all fit: the shown one and how many there are. */
function aroundShown(model: FleetModel): Line {
  const member = model.members[model.shown];
  const tab = member ? tabOf(model, member, model.shown, 24) : [];
  const text = ` ${model.shown + 1} of ${model.members.length} `;
  const left = Math.max(0, model.columns - lineWidth(tab) - text.length);
  return [...tab, span(' '.repeat(left), 'bar'), span(text, 'bar')];
}
