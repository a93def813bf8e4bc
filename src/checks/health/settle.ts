import {advise} from './advice.js';
import {evidenceOf, noEvidence} from './evidence.js';
import {isServing, memberDeadline, placeOf, stepMember} from './member-state.js';
import {stepPool} from './pool-state.js';
import type {MemberRecord, PoolRecord} from './records.js';
import {forget} from './standing/forget.js';
import {tellMember} from './tell-member.js';
import type {Turn} from './turn.js';
import {quorumWords} from './words.js';

/** Whatever was touched is brought to what its checks say, and what follows from that, until nothing does. */
export function settle(turn: Turn): void {
  for (let touched = turn.takeTouched(); touched; touched = turn.takeTouched()) {
    if (touched.kind === 'member') settleMember(turn, touched);
    else settlePool(turn, touched);
  }
}

function settleMember(turn: Turn, member: MemberRecord): void {
  if (waits(turn, member)) return;
  const {pool, settings, state: before, place: placeBefore, advised: advisedBefore} = member;
  const {registry, now} = turn;
  if (!member.isDisabled) member.advices = member.checks.flatMap(({state: {advice}}) => advice ?? []);
  member.advised = advise(settings.weight, member.advices);
  member.evidence = member.isDisabled ? noEvidence : evidenceOf(member);
  member.state = stepMember(settings, before, member.evidence.type, now);
  member.place = placeOf(settings, member.state, member.advised, pool.state.isReplaced, now);
  registry.deadlines.set(member, memberDeadline(settings, member.state, now));
  count(turn, member);
  forget(member);
  if (!isSamePlace(member.place, placeBefore)) turn.plan(pool);
  if (member.state.phase !== before.phase) {
    for (const dependent of member.dependents) turn.touch(dependent);
    if (pool.dependents.length > 0) turn.touchPool(pool);
  }
  tellMember(turn, member, before, advisedBefore);
}

/** What it depends on is settled first: a pool touches it again then, a member is in the queue before it. */
function waits(turn: Turn, member: MemberRecord): boolean {
  const open = member.dependsOn.filter(({isTouched}) => isTouched);
  if (open.some(({kind}) => kind === 'member')) turn.touch(member);
  return open.length > 0;
}

/** A member that still grows counts with the weight that it will have: a quorum is about who is up. */
function count(turn: Turn, member: MemberRecord): void {
  const {pool, advised} = member;
  const weight = advised.isQuiesced ? 0 : advised.weight;
  const worth = pool.settings.quorumCounts === 'servers' ? 1 : weight;
  const counted = isServing(member.state) ? worth : 0;
  if (counted === member.counted) return;
  pool.count += counted - member.counted;
  member.counted = counted;
  turn.touchPool(pool);
}

function settlePool(turn: Turn, pool: PoolRecord): void {
  for (const dependent of pool.dependents) turn.touch(dependent);
  const before = pool.state;
  const [state, told] = stepPool(pool.settings, before, pool.count, turn.now, turn.isConfiguring);
  if (state === before) return;
  pool.state = state;
  pool.standing = undefined;
  turn.plan(pool);
  if (state.isReplaced !== before.isReplaced) for (const member of pool.members.values()) turn.touch(member);
  if (told === undefined) return;
  const words = quorumWords(pool);
  const {now: at} = turn;
  turn.tell({at, pool: pool.name, member: undefined, type: told, words, layer: undefined, host: undefined});
}

function isSamePlace(one: MemberRecord['place'], other: MemberRecord['place']): boolean {
  if (one.type !== other.type) return false;
  return one.type !== 'in' || other.type !== 'in' || one.weight === other.weight;
}
