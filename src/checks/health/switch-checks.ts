import type {HealthEvent} from './health-event.js';
import type {MemberRecord, PoolRecord} from './records.js';
import {happeningOf} from './tell-member.js';
import {startOrStop} from './tries.js';
import type {Turn} from './turn.js';

/** An operator wants no checks of a member, or of all members of a pool, or wants them again. */
export function switchChecks(turn: Turn, event: Extract<HealthEvent, {type: 'disable' | 'enable'}>): void {
  const pool = turn.registry.pools.get(event.pool);
  if (!pool) return;
  const isDisabled = event.type === 'disable';
  const type = isDisabled ? 'disabled' : 'enabled';
  const words = `its checks are switched ${isDisabled ? 'off: it stays as it is' : 'on again'}`;
  if (event.member === undefined) {
    const isOther = switchAll(turn, pool, isDisabled);
    if (isOther) {
      const all = words.replace('its checks', 'all its checks');
      const {now: at} = turn;
      turn.tell({at, pool: pool.name, member: undefined, type, words: all, layer: undefined, host: undefined});
    }
    return;
  }
  const member = pool.members.get(event.member);
  if (member && switchMember(turn, member, isDisabled)) turn.tell(happeningOf(member, type, words, turn.now));
}

function switchAll(turn: Turn, pool: PoolRecord, isDisabled: boolean): boolean {
  let isOther = pool.isDisabled !== isDisabled;
  pool.isDisabled = isDisabled;
  for (const member of pool.members.values()) isOther = switchMember(turn, member, isDisabled) || isOther;
  return isOther;
}

function switchMember(turn: Turn, member: MemberRecord, isDisabled: boolean): boolean {
  if (member.isDisabled === isDisabled) return false;
  member.isDisabled = isDisabled;
  for (const check of member.checks) {
    check.users += isDisabled ? -1 : 1;
    startOrStop(turn, check);
  }
  turn.touch(member);
  return true;
}
