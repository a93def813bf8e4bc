import {formatAddress} from '../../net/address.js';
import type {InstanceIdentity} from '../findings/instance-view.js';
import {span} from '../findings/words.js';
import type {Milliseconds} from '../intervals.js';
import type {Handover, HandoverEffect, HandoverSettings, MemberProgress} from './handover.js';
import type {SwitchOutcome, SwitchStep} from './router-owner.js';

export type Step = [handover: Handover, effects: readonly HandoverEffect[]];

/** The addresses go, another is heard, and what follows from that. */
export function leave(settings: HandoverSettings, handover: Handover, now: Milliseconds): Step {
  const {members} = handover;
  switch (handover.stage) {
    case 'leaving': {
      if (members.some(({present}) => present > 0)) return [handover, []];
      if (members.every(({takenAt}) => takenAt !== undefined)) return taken(settings, handover, now);
      const gone = members.flatMap(({goneAt}) => goneAt ?? []);
      if (gone.length === 0) return [handover, []];
      return [{...handover, deadline: Math.max(...gone) + settings.limits.taken}, []];
    }
    case 'announcing':
      return members.every(({announced}) => announced) ? finish(handover, now, 'done', moved(members)) : [handover, []];
    case 'settling': {
      const back = members.filter(({present}) => present > 0);
      if (back.length > 0) return finish(handover, now, 'put-back', `${names(back)} came back here after the pulse`);
      return members.every(({heardInStage}) => heardInStage)
        ? finish(handover, now, 'done', `${moved(members)}, after the pulse too`)
        : [handover, []];
    }
    case 'coming':
    case 'returning':
    case 'over':
      return [handover, []];
  }
}

/** Another is master of everything: a pulse ends here, a hold stays. */
function taken(settings: HandoverSettings, handover: Handover, now: Milliseconds): Step {
  const {style, limits} = settings;
  if (style === 'pulse') {
    const members = handover.members.map(member => ({...member, heardInStage: false}));
    return [
      {...handover, stage: 'settling', members, deadline: now + limits.settled},
      [{type: 'undo-change'}, step(now, 'released', 'what made it go is taken away: it may take over again')],
    ];
  }
  const next: Handover = {...handover, stage: 'announcing', deadline: now + limits.announced};
  // what had no addresses here is announced by nobody
  const members = next.members.map(member => ({...member, announced: member.announced || member.goneAt === undefined}));
  return leave(settings, {...next, members}, now);
}

/** All addresses are here: what was wanted, or what was put back. */
export function come(settings: HandoverSettings, handover: Handover, now: Milliseconds): Step {
  const {members, cause} = handover;
  const awaited = members.filter((_, i) => isAwaited(settings, handover, i));
  const isHere = awaited.every(({present, total}) => present === total && total > 0);
  if (handover.stage === 'returning')
    return isHere
      ? finish(
          handover,
          now,
          cause?.result ?? 'put-back',
          `${cause?.words ?? ''}; put back${awaited.length > 0 ? `: ${here(awaited)}` : ''}`,
          step(now, 'put-back', 'as it was before'),
        )
      : [handover, []];
  if (awaited.length > 0) return isHere ? finish(handover, now, 'done', here(awaited)) : [handover, []];
  return members.every(({heardInStage}) => heardInStage)
    ? finish(handover, now, 'done', `released; ${moved(members)}`)
    : [handover, []];
}

/** Who has to have its addresses here in the end: all that had them, or that would win. */
function isAwaited({action, members}: HandoverSettings, {stage}: Handover, index: number): boolean {
  const member = members[index];
  if (!member) return false;
  if (stage === 'returning') return member.present > 0;
  return action === 'take' || member.comesBack !== false;
}

/** It did not come off: as it was before. */
export function putBack(
  settings: HandoverSettings,
  handover: Handover,
  now: Milliseconds,
  cause: NonNullable<Handover['cause']>,
): Step {
  const members = handover.members.map(member => ({...member, heardInStage: false}));
  const next: Handover = {...handover, stage: 'returning', members, cause, deadline: now + settings.limits.back};
  const begun: HandoverEffect[] = [
    step(now, cause.result === 'interrupted' ? 'failed' : 'late', cause.words),
    {type: 'undo-change'},
  ];
  const [last, effects] = come(settings, next, now); // it may never have gone
  return [last, [...begun, ...effects]];
}

export function finish(
  handover: Handover,
  now: Milliseconds,
  result: SwitchOutcome['result'],
  words: string,
  ...before: readonly HandoverEffect[]
): Step {
  const ends: HandoverEffect[] = result === 'not-put-back' ? [step(now, 'failed', words)] : [];
  return [
    {...handover, stage: 'over', deadline: Number.POSITIVE_INFINITY},
    [...before, ...ends, {type: 'finish', result, words, gap: gapOf(handover.members)}],
  ];
}

/** The longest time that nobody was heard to have the addresses. */
function gapOf(members: readonly MemberProgress[]): Milliseconds | undefined {
  const gaps = members.flatMap(({goneAt, takenAt}) =>
    goneAt === undefined || takenAt === undefined ? [] : [takenAt - goneAt],
  );
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}

export function step(
  at: Milliseconds,
  code: SwitchStep['code'],
  words: string,
  instance?: InstanceIdentity,
): HandoverEffect {
  return {type: 'tell', step: {at, instance, code, words}};
}

/** `master of VI_1, VI_2 is 10.0.0.2`. */
export function moved(members: readonly MemberProgress[]): string {
  const sources = [...new Set(members.flatMap(({master}) => (master ? [formatAddress(master.source)] : [])))];
  return `master of ${names(members)} is ${sources.length === 0 ? 'another' : sources.join(' and ')}`;
}

function here(members: readonly MemberProgress[]): string {
  return `this host is master of ${names(members)}`;
}

export function names(members: readonly Pick<MemberProgress, 'identity'>[]): string {
  return members.map(({identity}) => identity.name ?? `VRID ${identity.virtualRouter}`).join(', ');
}

/** `, 805 ms after the addresses went`. */
export function sinceGone({goneAt}: MemberProgress, now: Milliseconds): string {
  return goneAt === undefined ? '' : `, ${span(now - goneAt)} after the addresses went`;
}
