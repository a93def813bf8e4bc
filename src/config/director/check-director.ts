import {addressKey, formatAddress} from '../../net/address.js';
import {familyOf} from './check-router.js';
import type {DirectorDraft} from './director-keys.js';
import {whatThereIs} from '../../ipvs/nearest-name.js';
import type {RouterDraft} from './router-keys.js';
import type {Named} from './shape.js';
import type {PlacedTracked} from './tracking-keys.js';
import type {YamlText} from './yaml-text.js';

/** What the parts of the file say of one another. */
export function checkDirector(draft: DirectorDraft, text: YamlText): void {
  if (draft.routers.names.length === 0 && draft.services.names.length === 0)
    text.refuse(draft.spot('routers'), 'there is neither a router nor a service', 'write routers, or services');
  checkTwice(draft, text);
  checkGroups(draft, text);
  checkTracking(draft, text);
  const {sync, notify, processes} = draft;
  const all = [...draft.routers.names, ...draft.groups.names];
  if (sync && !all.includes(sync.follows))
    text.refuse(sync.spot('follows'), `there is no router or group ${sync.follows}`, whatThereIs(sync.follows, all));
  if (notify?.user !== undefined && !notify.run)
    text.refuse(notify.spot('user'), 'user means nothing without run', 'take it out');
  if (notify?.priorities && notify.fifo === undefined)
    text.refuse(notify.spot('priorities'), 'priorities means nothing without fifo', 'take it out');
  for (const {value, offset} of processes.entries) {
    const least = value['at-least'];
    const most = value['at-most'];
    if (most === undefined && least === 0) text.refuse(value.spot('at-least'), 'any number of processes would do');
    if (most !== undefined && most < least) text.refuse(offset, `at-most ${most} is less than at-least ${least}`);
  }
}

/** The same VRID on a link, and the same address. */
function checkTwice({routers}: DirectorDraft, text: YamlText): void {
  const ids = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const {name, value} of routers.entries) {
    const family = familyOf(value);
    const peers = value.peers?.map(({address}) => addressKey(address)).join() ?? '';
    const id = `${value.interface} ${family} ${value.id} ${peers}`;
    const other = ids.get(id);
    if (other !== undefined)
      text.refuse(value.spot('id'), `${other} has the id ${value.id} on ${value.interface} already`);
    ids.set(id, name);
    for (const {own, offset} of [...value.addresses, ...value.excluded]) {
      const key = addressKey(own.address);
      const owner = owners.get(key);
      if (owner !== undefined && owner !== name)
        text.refuse(offset, `${formatAddress(own.address)} is an address of ${owner} already`);
      owners.set(key, name);
    }
  }
}

function checkGroups({routers, groups}: DirectorDraft, text: YamlText): void {
  const of = new Map<string, string>();
  for (const {name, value, offset} of groups.entries) {
    if (routers.names.includes(name)) text.refuse(offset, `there is a router ${name} already`, 'give it another name');
    for (const key of ['deleted', 'lower'] as const)
      if (value.on?.[key])
        text.refuse(value.on.spot(key), `${key} means nothing in a group`, 'write it in its members');
    if (value.members.length === 0) text.refuse(value.spot('members'), 'a group needs a router');
    const members: Named<RouterDraft>[] = [];
    for (const member of value.members) {
      const at = value.spot('members');
      const known = routers.entries.find(each => each.name === member);
      const other = of.get(member);
      if (!routers.names.includes(member))
        text.refuse(at, `there is no router ${member}`, whatThereIs(member, routers.names));
      else if (other !== undefined) text.refuse(at, `${member} is in the group ${other} already`);
      else if (known) members.push(known);
      of.set(member, name);
    }
    checkMembers(members, text, value.spot('members'));
  }
}

/** A group moves as one, and should have one priority. */
function checkMembers(members: readonly Named<RouterDraft>[], text: YamlText, offset: number): void {
  const priorities = new Set(members.map(({value}) => value.priority));
  if (priorities.size > 1)
    text.warn(
      offset,
      `the members have different priorities: ${members.map(({name, value}) => `${name} ${value.priority}`).join(', ')}`,
      'give them the same: the group moves as one',
    );
  for (const {name, value} of members)
    for (const {weight, offset: at} of allTracked(value))
      if (weight !== 0)
        text.warn(
          at,
          `a weight in ${name}, which is in a group: it changes the priority of this member only`,
          'track it in the group',
        );
}

function allTracked({track}: RouterDraft): readonly PlacedTracked[] {
  return track ? [...track.interfaces, ...track.scripts, ...track.files, ...track.processes] : [];
}

function checkTracking(draft: DirectorDraft, text: YamlText): void {
  const used = {scripts: new Set<string>(), files: new Set<string>(), processes: new Set<string>()};
  for (const {value} of [...draft.routers.entries, ...draft.groups.entries])
    for (const kind of ['scripts', 'files', 'processes'] as const)
      for (const {name, offset} of value.track?.[kind] ?? []) {
        used[kind].add(name);
        const {names} = draft[kind];
        if (!names.includes(name)) text.refuse(offset, `there is no ${name} among ${kind}`, whatThereIs(name, names));
      }
  for (const {name, value} of draft.routers.entries) checkOwner(name, value, text);
  for (const kind of ['scripts', 'files', 'processes'] as const)
    for (const {name, offset} of draft[kind].entries)
      if (!used[kind].has(name)) text.warn(offset, `nothing tracks ${name}`, 'name it in track of a router or a group');
}

/** RFC 9568 §5.2.4: 255 is 255. */
function checkOwner(name: string, router: RouterDraft, text: YamlText): void {
  if (router.priority !== 255) return;
  for (const {weight, offset} of allTracked(router))
    if (weight !== 0) text.refuse(offset, `a weight means nothing in ${name}, which has priority 255`, 'write 0');
}
