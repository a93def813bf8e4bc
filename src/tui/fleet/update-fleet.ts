import type {LocalWish} from '../../remote/stage.js';
import type {Intention} from '../keymap/bindings.js';
import type {Role} from '../theme/role.js';
import {memberWords} from './member-words.js';
import {
  type FleetEffect,
  type FleetEvent,
  type FleetModel,
  type FleetStep,
  isAnswering,
  isUpToDate,
  type Member,
  stageRows,
} from './fleet-model.js';

/** What becomes of several directors on one terminal by an event, and what it wants done. Pure: the clock is handed in. */
export function updateFleet(before: FleetModel, event: FleetEvent, now: number): FleetStep {
  const model = withoutOldMessage({...before, now});
  switch (event.type) {
    case 'clock':
      return [model, []];
    case 'key':
      return flush({...model, message: undefined, waiting: [...model.waiting, event.key]});
    case 'paste':
      return reaches(model) ? [model, [{type: 'paste', index: model.shown, text: event.text}]] : [model, []];
    case 'resize': {
      const next = {...model, columns: event.columns, rows: event.rows};
      return [next, [{type: 'resize', columns: next.columns, rows: stageRows(next)}]];
    }
    case 'member':
      return flush({...model, members: changed(model, event.index, event.change)});
    case 'wish':
      return [model, event.index === model.shown && !model.isAll ? [{type: event.wish}] : []];
    case 'note':
      return [say(model, event.words, event.isBad ? 'bad' : 'plain'), []];
  }
}

/** The keys that wait, until one whose meaning the shown director has yet to tell. */
function flush(before: FleetModel): FleetStep {
  let model = before;
  const effects: FleetEffect[] = [];
  for (let [key] = model.waiting; key !== undefined && !isUndecided(model, key); [key] = model.waiting) {
    const [next, more] = pressKey({...model, waiting: model.waiting.slice(1)}, key);
    model = next;
    effects.push(...more);
  }
  return [model, effects];
}

/** Whether the frame that is still to come decides what it means: `q` leaves, or is a letter of what is typed. */
function isUndecided({members, shown, isAll, keymap}: FleetModel, key: string): boolean {
  const member = members[shown];
  if (isAll || !member || !isAnswering(member) || isUpToDate(member)) return false;
  return keymap.intention(key, ['fleet']) !== undefined || member.frame?.local[key] !== undefined;
}

function pressKey(model: FleetModel, key: string): FleetStep {
  const member = model.members[model.shown];
  const isTyping = !model.isAll && member?.frame?.isTyping === true && isAnswering(member);
  const fleetIntention = isTyping ? undefined : model.keymap.intention(key, ['fleet']);
  if (fleetIntention !== undefined) return move(model, fleetIntention);
  if (model.isAll) return pressAmongAll(model, key);
  const wish = localWish(model, key);
  if (wish) return [model, [{type: wish}]];
  if (reaches(model)) return send(model, key);
  return [say(model, member ? `${memberWords(member, model.now)}: keys are not sent` : '', 'bad'), []];
}

function send(model: FleetModel, key: string): FleetStep {
  const {shown, members} = model;
  const sent = (members[shown]?.sent ?? 0) + 1;
  return [{...model, members: changed(model, shown, {sent})}, [{type: 'press', index: shown, key}]];
}

function changed({members}: FleetModel, index: number, change: Partial<Member>): readonly Member[] {
  return members.map((one, i) => (i === index ? {...one, ...change} : one));
}

/** What a key means for the terminal: as its director's last frame says, or, where nobody answers, as everywhere. */
function localWish(model: FleetModel, key: string): LocalWish | undefined {
  const member = model.members[model.shown];
  if (member?.frame && isAnswering(member)) return member.frame.local[key];
  const intention = model.keymap.intention(key, ['everywhere']);
  return intention === 'quit' || intention === 'suspend' || intention === 'repaint' ? intention : undefined;
}

function pressAmongAll(model: FleetModel, key: string): FleetStep {
  const intention = model.keymap.intention(key, ['directors', 'everywhere']);
  switch (intention) {
    case 'down':
      return choose(model, model.shown + 1);
    case 'up':
      return choose(model, model.shown - 1);
    case 'page-down':
      return [{...model, offset: model.offset + pageOf(model)}, []];
    case 'page-up':
      return [{...model, offset: Math.max(0, model.offset - pageOf(model))}, []];
    case 'open':
    case 'back':
      return open(model, model.shown);
    case 'quit':
      return [model, [{type: 'quit'}]];
    case 'suspend':
      return [model, [{type: 'suspend'}]];
    case 'repaint':
      return [model, [{type: 'repaint'}]];
    default:
      return intention?.startsWith('screen-') ? openWith(model, key) : [model, []];
  }
}

/** The chosen director, and the key is meant for it. */
function openWith(model: FleetModel, key: string): FleetStep {
  const [opened, effects] = open(model, model.shown);
  if (!reaches(opened)) return [opened, effects];
  const [sent, press] = send(opened, key);
  return [sent, [...effects, ...press]];
}

function pageOf({rows}: FleetModel): number {
  return Math.max(1, Math.floor(rows / 2));
}

function move(model: FleetModel, intention: Intention): FleetStep {
  const count = model.members.length;
  if (intention === 'all-directors')
    return model.isAll ? open(model, model.shown) : [{...model, isAll: true, offset: 0}, [show(undefined)]];
  const by = intention === 'next-director' ? 1 : -1;
  const next = (model.shown + by + count) % count;
  return model.isAll ? [{...model, shown: next}, []] : open(model, next);
}

function choose(model: FleetModel, index: number): FleetStep {
  return [{...model, shown: Math.max(0, Math.min(model.members.length - 1, index))}, []];
}

function open(model: FleetModel, index: number): FleetStep {
  return [{...model, shown: index, isAll: false}, [show(index)]];
}

function show(index: number | undefined): FleetEffect {
  return {type: 'show', index};
}

/** Whether keys go to a director now. */
function reaches({members, shown, isAll}: FleetModel): boolean {
  const member = members[shown];
  return !isAll && member?.frame !== undefined && isAnswering(member);
}

/** How long a message stays, milliseconds. */
const messageTime = 8000;

function say(model: FleetModel, text: string, role: Role): FleetModel {
  return {...model, message: {text, role, until: model.now + messageTime}};
}

function withoutOldMessage(model: FleetModel): FleetModel {
  return model.message && model.message.until <= model.now ? {...model, message: undefined} : model;
}
