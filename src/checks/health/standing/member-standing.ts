import type {MemberRecord} from '../records.js';
import type {MemberStanding} from '../standing.js';
import {downOf} from './down.js';

/** How a member stands; made once, until something of it changes. */
export function memberStanding(member: MemberRecord): MemberStanding {
  member.standing ??= {
    name: member.name,
    state: stateOf(member),
    since: member.state.since,
    ...whyOf(member),
    place: member.place,
    checks: member.checks.map(({key}) => key),
  };
  return member.standing;
}

function stateOf({isDisabled, state: {phase}, evidence}: MemberRecord): MemberStanding['state'] {
  if (phase === 'off') return 'off';
  if (isDisabled) return 'disabled';
  return phase === 'unproven' || evidence.type === 'unknown' ? 'unknown' : phase;
}

function whyOf(member: MemberRecord): Pick<MemberStanding, 'cause' | 'layer'> {
  const because = (cause: string) => ({cause, layer: undefined});
  const {state, settings, checks, advised} = member;
  switch (stateOf(member)) {
    case 'off':
      return because('it is configured to be off');
    case 'disabled':
      return because('its checks are switched off, and it stays as it was');
    case 'unknown':
      if (state.phase !== 'unproven') return because('its checks have not all been tried yet, and it keeps its place');
      return because(`it has not been checked yet${state.isTrusted ? ', and stays as it was found' : ''}`);
    case 'holding':
      return because(`its checks are up, and it stays out until they have been for ${settings.holdDown / 1000} s`);
    case 'starting':
      return because(`its weight grows for ${settings.slowStart.over / 1000} s`);
    case 'up':
      return because(advised.words ?? (checks.length > 0 ? 'its checks are up' : 'it has no checks'));
    case 'down': {
      const {words, layer} = downOf(member);
      return {cause: words, layer};
    }
  }
}
