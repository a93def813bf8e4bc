import type {CheckedPool, CheckedServer} from '../../../director/protocol/checks-report.js';
import type {Role} from '../../theme/role.js';

export const checkStateRoles: Readonly<Record<CheckedServer['state'], Role>> = {
  up: 'good',
  down: 'bad',
  unknown: 'stale',
  holding: 'accent',
  starting: 'accent',
  disabled: 'warn',
  off: 'muted',
};

/** The first column. */
export const checkMarks: Readonly<Record<CheckedServer['state'], string>> = {
  up: ' ',
  down: '!',
  unknown: '?',
  holding: '+',
  starting: '+',
  disabled: 'd',
  off: ' ',
};

/** `TCP 10.0.0.1:80: no quorum, 0 of 1, the sorry server has the clients`. */
export function quorumWords({quorum, sorry}: CheckedPool): {readonly text: string; readonly isBad: boolean} {
  const clients = sorry === 'serving' ? ', the sorry server has the clients' : '';
  if (!quorum) return {text: sorry === 'none' ? 'not told' : `not told${clients}`, isBad: sorry === 'serving'};
  const numbers = `${quorum.count} of at least ${quorum.threshold}`;
  return {text: `${quorum.isThere ? 'there' : 'lost'}: ${numbers}${clients}`, isBad: !quorum.isThere};
}
