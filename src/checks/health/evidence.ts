import type {CheckRecord, Evidence, MemberRecord, PoolRecord} from './records.js';

export const noEvidence: Evidence = {type: 'unknown'};
const up: Evidence = {type: 'up'};

/** One that says down suffices; one that is not decided keeps the others from saying up. */
export function evidenceOf({checks, advised, dependsOn}: MemberRecord): Evidence {
  let isUnknown = false;
  for (const check of checks) {
    if (isAdvisory(check)) continue;
    if (check.state.state === 'down') return {type: 'down', check};
    isUnknown ||= check.state.state === 'unknown';
  }
  if (advised.isDown) return {type: 'down', words: advised.words as string};
  for (const on of dependsOn) {
    const found = availabilityOf(on);
    if (found === 'down') return {type: 'down', words: `it depends on ${nameOf(on)}`};
    isUnknown ||= found === 'unknown';
  }
  return isUnknown ? noEvidence : up;
}

/** An agent decides by what it says, not by whether it answers. */
export function isAdvisory({check}: CheckRecord): boolean {
  return check.probe.type === 'agent';
}

function availabilityOf(one: MemberRecord | PoolRecord): Evidence['type'] {
  if (one.kind === 'pool') {
    if (one.state.hasQuorum) return 'up';
    return [...one.members.values()].some(({state}) => state.phase === 'unproven') ? 'unknown' : 'down';
  }
  const {phase} = one.state;
  if (phase === 'up' || phase === 'starting') return 'up';
  return phase === 'unproven' ? 'unknown' : 'down';
}

function nameOf(one: MemberRecord | PoolRecord): string {
  if (one.kind === 'pool') return `the quorum of ${one.name}, which is lost`;
  return `${one.name} of ${one.pool.name}, which is not up`;
}
