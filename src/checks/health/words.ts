import {isAdvisory} from './evidence.js';
import type {MemberState} from './member-state.js';
import type {MemberRecord, PoolRecord} from './records.js';

export function quorumWords({settings, state, count}: PoolRecord): string {
  const {quorum, hysteresis} = settings;
  const least = Math.max(quorum + hysteresis, 1);
  const found =
    settings.quorumCounts === 'servers'
      ? `${count} ${count === 1 ? 'server is' : 'servers are'} up`
      : `${count === 0 ? 'no server with a weight is' : `servers of weight ${count} are`} up`;
  const wanted = state.hasQuorum ? `${least} will do` : `it takes ${least}`;
  const sorry = settings.sorry && state.isReplaced ? ': the sorry server has the clients' : '';
  return `${found}, and ${wanted}${sorry}`;
}

export function upWords({state, checks}: MemberRecord, before: MemberState): string {
  const deciding = checks.filter(check => !isAdvisory(check));
  if (deciding.length === 0) return `nothing keeps it down any more${growing(state)}`;
  const found = deciding.length === 1 ? 'its check is up' : 'all its checks are up';
  if (before.phase === 'unproven') return `${found} for the first time`;
  if (before.phase === 'holding') return `${found}, and stayed up for its time${growing(state)}`;
  return `${found} again${growing(state)}`;
}

export function weightWords({advised, settings}: MemberRecord): string {
  const because = advised.words === undefined ? ', as configured' : `: ${advised.words}`;
  if (advised.isQuiesced) return `no new clients${because}`;
  const instead = advised.weight === settings.weight ? '' : ` instead of ${settings.weight}`;
  return `weight ${advised.weight}${instead}${because}`;
}

function growing({phase}: MemberState): string {
  return phase === 'starting' ? ', and its weight grows now' : '';
}
