import type {Advice} from '../probe/verdict.js';

/** What a member is to be by what its checks say besides up and down. */
export interface Advised {
  /** The kernel's: 0..2147483647. */
  readonly weight: number;
  /** An agent's `drain` or `maint`. */
  readonly isQuiesced: boolean;
  /** An agent's `down`, `stopped` or `fail`. */
  readonly isDown: boolean;
  /** Who says so; undefined: nobody says anything. */
  readonly words: string | undefined;
}

const mostWeight = 2_147_483_647;

/** What holds of a check's advice after another one: an agent that leaves something out has said nothing of it. */
export function mergeAdvice(before: Advice | undefined, next: Advice): Advice {
  if (next.type !== 'agent' || before?.type !== 'agent') return next;
  return {
    type: 'agent',
    percent: next.percent ?? before.percent,
    admin: next.admin ?? before.admin,
    operation: next.operation ?? before.operation,
    reason: next.reason,
  };
}

/**
 * All the advice of a member's checks: weights and amounts change the configured weight by their difference to it, as
 * keepalived adds them up; percentages are of what comes of that, rounded up as HAProxy does.
 */
export function advise(configured: number, advices: readonly Advice[]): Advised {
  let sum = configured;
  let share = 1;
  let isQuiesced = false;
  let isDown = false;
  const words: string[] = [];
  for (const advice of advices) {
    switch (advice.type) {
      case 'weight':
        if (advice.weight === undefined) break;
        sum += advice.weight - configured;
        words.push(`its check says weight ${advice.weight}`);
        break;
      case 'add':
        sum += advice.amount;
        if (advice.amount !== 0) words.push(`a file adds ${advice.amount}`);
        break;
      case 'percent':
        share *= advice.percent / 100;
        words.push(`its check says ${advice.percent}%`);
        break;
      case 'agent':
        share *= (advice.percent ?? 100) / 100;
        isQuiesced ||= advice.admin === 'drain' || advice.admin === 'maint';
        isDown ||= advice.operation !== undefined && advice.operation !== 'up';
        words.push(...agentWords(advice));
        break;
    }
  }
  const weight = Math.ceil(Math.min(Math.max(sum, 0), mostWeight) * share - 1e-9);
  return {
    weight: Math.min(Math.max(weight, 0), mostWeight),
    isQuiesced,
    isDown,
    words: words.length > 0 ? words.join(', ') : undefined,
  };
}

/** What counts of it. */
function agentWords({percent, admin, operation, reason}: Extract<Advice, {type: 'agent'}>): readonly string[] {
  const isDown = operation !== undefined && operation !== 'up';
  const isAway = admin !== undefined && admin !== 'ready';
  const said = isDown ? operation : isAway ? admin : `${percent ?? 100}%`;
  if (said === '100%') return [];
  return [`the agent says ${said}${reason === undefined ? '' : ` (${reason})`}`];
}
