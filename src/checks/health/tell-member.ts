import type {Milliseconds} from '../milliseconds.js';
import type {Advised} from './advice.js';
import {isAdvisory} from './evidence.js';
import type {Happening} from './health-event.js';
import {holdBack, isOpen, release} from './hosts.js';
import type {MemberState} from './member-state.js';
import type {HostRecord, MemberRecord} from './records.js';
import {downOf} from './standing/down.js';
import type {Turn} from './turn.js';
import {upWords, weightWords} from './words.js';

/** Tells what a change of a member is to people; who is down is told when it is known whether its host is. */
export function tellMember(turn: Turn, member: MemberRecord, before: MemberState, advised: Advised): void {
  const {phase} = member.state;
  const isIn = phase === 'up' || phase === 'starting';
  const wasIn = before.phase === 'up' || before.phase === 'starting';
  if (isIn && !wasIn) {
    const isProven = member.checks.some(check => !isAdvisory(check));
    if (!isProven && (before.phase === 'unproven' || before.phase === 'off')) return;
    if (member.waitsFor) release(turn, member.waitsFor);
    const told = happeningOf(member, 'up', upWords(member, before), turn.now);
    turn.tell(before.isTrusted ? {...told, isConfirmation: true} : told);
  } else if (phase === 'down' && (wasIn || before.phase === 'unproven')) {
    tellDown(turn, member);
  } else if (isIn && !turn.isConfiguring && isOther(advised, member.advised)) {
    turn.tell(happeningOf(member, 'weight', weightWords(member), turn.now));
  }
}

export function happeningOf(member: MemberRecord, type: Happening['type'], words: string, at: Milliseconds): Happening {
  return {at, pool: member.pool.name, member: member.name, type, words, layer: undefined, host: undefined};
}

function tellDown(turn: Turn, member: MemberRecord): void {
  const happening: Happening = {...happeningOf(member, 'down', '', turn.now), ...downOf(member)};
  const host = hostToAsk(member);
  if (host) holdBack(turn, host, member, happening);
  else turn.tell(happening);
}

function hostToAsk({evidence}: MemberRecord): HostRecord | undefined {
  if (evidence.type !== 'down' || !evidence.check?.state.failure?.isSilent) return undefined;
  const {host} = evidence.check;
  return host && isOpen(host) ? host : undefined;
}

function isOther(one: Advised, other: Advised): boolean {
  return one.weight !== other.weight || one.isQuiesced !== other.isQuiesced;
}
