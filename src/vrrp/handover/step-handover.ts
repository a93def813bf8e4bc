import {formatAddress, isSameAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';
import type {Handover, HandoverEffect, HandoverEvent, HandoverSettings, MemberProgress} from './handover.js';
import {come, finish, leave, moved, names, putBack, type Step, step, sinceGone} from './handover-stages.js';

/** Makes the change. The stage says what is waited for. */
export function beginHandover(settings: HandoverSettings, now: Milliseconds): Step {
  const members = settings.members.map(
    (member): MemberProgress => ({
      identity: member.identity,
      present: member.present,
      total: member.total,
      goneAt: undefined,
      master: member.master,
      takenAt: undefined,
      announced: false,
      heardInStage: false,
    }),
  );
  const stage = settings.action === 'yield' ? 'leaving' : 'coming';
  const {limits} = settings;
  const isHere = members.some(({present}) => present > 0);
  const wait = stage === 'coming' ? limits.back : isHere ? limits.gone : limits.taken;
  const handover: Handover = {stage, members, deadline: now + wait, cause: undefined};
  return [handover, [{type: 'make-change'}, step(now, 'begun', beginWords[settings.action])]];
}

const beginWords = {
  yield: 'told to give up',
  take: 'told to take over',
  release: 'released',
} as const satisfies Record<HandoverSettings['action'], string>;

/** What an event changes. @param now not before the last event's; for a packet when the kernel took it */
export function stepHandover(
  settings: HandoverSettings,
  handover: Handover,
  event: HandoverEvent,
  now: Milliseconds,
): Step {
  if (handover.stage === 'over') return [handover, []];
  switch (event.type) {
    case 'addresses':
      return proceed(settings, ...noteAddresses(settings, handover, event, now), now);
    case 'heard':
      return proceed(settings, ...noteHeard(handover, event, now), now);
    case 'announced':
      return proceed(settings, ...noteAnnouncement(handover, event, now), now);
    case 'refused':
      return refuse(handover, event.words, now);
    case 'interrupted':
      return interrupt(settings, handover, now);
    case 'daemon-gone': // what was written would be a fault when it starts again
      return finish(handover, now, 'not-put-back', 'the daemon ended meanwhile: look at lvsctl vrrp', {
        type: 'undo-change',
      });
    case 'clock':
      return now < handover.deadline ? [handover, []] : giveUp(settings, handover, now);
  }
}

type Noted = [handover: Handover, effects: readonly HandoverEffect[]];

function noteAddresses(
  {action}: HandoverSettings,
  handover: Handover,
  {member, present, total}: HandoverEvent & {type: 'addresses'},
  now: Milliseconds,
): Noted {
  const before = handover.members[member];
  if (!before || (before.present === present && before.total === total)) return [handover, []];
  const hasGone = before.present > 0 && present === 0;
  const isHere = before.present < before.total && present === total && total > 0;
  const after: MemberProgress = {
    ...before,
    present,
    total,
    goneAt: hasGone ? now : before.goneAt,
    // whoever was heard before is no proof of who takes over
    ...(hasGone && action === 'yield' ? {master: undefined, takenAt: undefined} : {}),
  };
  const effects: HandoverEffect[] = [];
  if (hasGone) effects.push(step(now, 'addresses-gone', `${count(before.total)} gone here`, before.identity));
  if (isHere) effects.push(step(now, 'addresses-here', `${count(total)} here`, before.identity));
  return [replace(handover, member, after), effects];
}

function noteHeard(
  handover: Handover,
  {member, source, priority}: HandoverEvent & {type: 'heard'},
  now: Milliseconds,
): Noted {
  const before = handover.members[member];
  if (!before) return [handover, []];
  if (priority === 0) {
    if (!before.master || !isSameAddress(before.master.source, source)) return [handover, []];
    const takenAt = handover.stage === 'leaving' ? undefined : before.takenAt;
    return [replace(handover, member, {...before, master: undefined, takenAt, heardInStage: false}), []];
  }
  const isTaking = handover.stage === 'leaving' && before.present === 0 && before.takenAt === undefined;
  const takenAt = isTaking ? now : before.takenAt;
  const after = {...before, master: {source, priority}, takenAt, heardInStage: true};
  if (!isTaking) return [replace(handover, member, after), []];
  const words = `${formatAddress(source)} is master (priority ${priority})${sinceGone(before, now)}`;
  return [replace(handover, member, after), [step(now, 'other-master', words, before.identity)]];
}

function noteAnnouncement(
  handover: Handover,
  {member, words}: HandoverEvent & {type: 'announced'},
  now: Milliseconds,
): Noted {
  const before = handover.members[member];
  if (!before || before.announced || before.present > 0 || handover.stage === 'coming') return [handover, []];
  const after = {...before, announced: true};
  return [replace(handover, member, after), [step(now, 'announced', words, before.identity)]];
}

/** Whether what the stage waits for has come. */
function proceed(
  settings: HandoverSettings,
  handover: Handover,
  effects: readonly HandoverEffect[],
  now: Milliseconds,
): Step {
  const [next, more] = leaveStage(settings, handover, now);
  return [next, [...effects, ...more]];
}

function leaveStage(settings: HandoverSettings, handover: Handover, now: Milliseconds): Step {
  switch (handover.stage) {
    case 'leaving':
    case 'announcing':
    case 'settling':
      return leave(settings, handover, now);
    case 'coming':
    case 'returning':
      return come(settings, handover, now);
    case 'over':
      return [handover, []];
  }
}

function interrupt(settings: HandoverSettings, handover: Handover, now: Milliseconds): Step {
  switch (handover.stage) {
    case 'leaving':
      return putBack(settings, handover, now, {result: 'interrupted', words: 'interrupted'});
    case 'coming':
      return settings.action === 'take'
        ? putBack(settings, handover, now, {result: 'interrupted', words: 'interrupted'})
        : finish(handover, now, 'interrupted', 'released; what came of it was not waited for');
    case 'announcing':
    case 'settling': // it is done: the other is master
      return finish(handover, now, 'done', 'the other is master; what follows was not waited for');
    case 'returning': // the one thing that has to end
    case 'over':
      return [handover, []];
  }
}

function giveUp(settings: HandoverSettings, handover: Handover, now: Milliseconds): Step {
  const {members} = handover;
  switch (handover.stage) {
    case 'leaving': {
      const staying = members.filter(({present}) => present > 0);
      const words = staying.length > 0 ? `the addresses of ${names(staying)} did not go` : nobodyTook(members);
      return putBack(settings, handover, now, {result: 'put-back', words});
    }
    case 'announcing':
      return finish(handover, now, 'done', `${moved(members)}; no gratuitous ARP or neighbour advertisement was seen`);
    case 'settling':
      return finish(handover, now, 'late', 'the other was not heard again after the pulse: look at lvsctl vrrp');
    case 'coming': {
      const missing = members.filter(({present, total}) => present < total);
      if (settings.action === 'take')
        return putBack(settings, handover, now, {result: 'put-back', words: `${names(missing)} did not become master`});
      const isElsewhere = missing.every(({heardInStage}) => heardInStage);
      const mayStay = settings.members.every(
        ({comesBack}, i) => comesBack !== true || !missing.includes(members[i] as MemberProgress),
      );
      if (isElsewhere && mayStay)
        return finish(handover, now, 'done', missing.length === 0 ? 'released' : `released; ${moved(missing)}`);
      return finish(handover, now, 'late', `released, but ${names(missing)} did not become master in time`);
    }
    case 'returning': {
      const missing = members.filter(({present, total}) => present < total);
      const words = handover.cause?.words ?? '';
      if (missing.every(({heardInStage}) => heardInStage))
        return finish(handover, now, 'late', `${words}; put back, but by then ${moved(missing)}`);
      return finish(
        handover,
        now,
        'not-put-back',
        `${words}; put back, but the addresses of ${names(missing)} did not return: look at lvsctl vrrp`,
      );
    }
    case 'over':
      return [handover, []];
  }
}

/** The first change leaves everything as it is; without the second something stays that should not. */
function refuse(handover: Handover, words: string, now: Milliseconds): Step {
  const isFirst = handover.stage === 'leaving' || handover.stage === 'coming';
  return isFirst
    ? finish(handover, now, 'put-back', `nothing was changed: ${words}`)
    : finish(handover, now, 'not-put-back', words);
}

function nobodyTook(members: readonly MemberProgress[]): string {
  return `nobody took over ${names(members.filter(({takenAt}) => takenAt === undefined))} in time`;
}

function count(addresses: number): string {
  return addresses === 1 ? '1 address' : `${addresses} addresses`;
}

function replace(handover: Handover, member: number, progress: MemberProgress): Handover {
  return {...handover, members: handover.members.with(member, progress)};
}
