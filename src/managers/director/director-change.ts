import {formatAddress} from '../../net/address.js';
import type {HandOverResult, HoldParams, HoldResult} from '../../director/protocol/methods.js';
import type {NoAnswer} from '../../director/protocol/no-answer.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {Hold} from '../../vrrp/truth/hold.js';
import type {ReversibleChange} from '../moving/run-handover.js';
import type {RouterWorld} from '../router-world.js';
import {callDirector} from './director-control.js';
import type {PlannedDirectorSwitch} from './director-situation.js';

/** It answers when it has begun; to a hand-over when that is over. */
const answerTimes = {hold: 5000, 'hand-over': 35_000} as const satisfies Record<string, Milliseconds>;

type ChangeWorld = Pick<RouterWorld, 'after' | 'clock' | 'runFolder'>;

/** A hold for a moment, whose console was killed in between, ends after this. */
const longestPulse: Milliseconds = 60_000;

/** What the director answers to what is done; not to what puts it back. */
export interface ChangeListener {
  onHeld(hold: HoldResult): void;
  onHandedOver(result: HandOverResult): void;
}

/**
 * A planned change as the director is told it, and what puts back what was before.
 * @param held what held the target before, or its sync group; the one that was in force first
 */
export function directorChange(
  world: ChangeWorld,
  {plan: {request}, change, settings}: PlannedDirectorSwitch,
  held: readonly Hold[],
  listener: ChangeListener,
): ReversibleChange {
  const [before] = held;
  const lasting = settings.style === 'pulse' ? longestPulse : request.hold;
  const wish = () => recordOf({...request, expires: lasting && Math.round(world.clock() + lasting)});
  const keep = (params: HoldParams) => unlessLate(callDirector(world, 'hold', params, answerTimes.hold));
  const release = (target: string) => unlessLate(callDirector(world, 'release', {target}, answerTimes.hold));
  const restore = async () => {
    // it takes the place of what was made since
    if (before) await keep({target: before.target, as: before.as, ...recordOf(before)});
    else await release(request.target);
  };
  switch (change?.type) {
    case 'hold':
      return {
        async make() {
          const answer = await keep({target: request.target, as: change.as, ...wish()});
          if (answer) listener.onHeld(answer);
        },
        undo: restore,
      };
    case 'release':
      return {
        async make() {
          for (const hold of held) await release(hold.target);
        },
        async undo() {}, // a release that comes to nothing is a release
      };
    case 'hand-over':
      return {
        async make() {
          const after = change.isHeld ? {hold: wish()} : {};
          const params = {target: request.target, to: formatAddress(change.to), ...after};
          const result = await callDirector(world, 'hand-over', params, answerTimes['hand-over']);
          listener.onHandedOver(result);
          if (result.result === 'refused' || result.result === 'no-answer') throw new Error(result.words);
        },
        async undo() {
          if (change.isHeld) await restore();
        },
      };
    case undefined:
      throw new Error('this plan has nothing that could be carried out');
  }
}

/** What was not answered in time may be done all the same: what is seen decides. */
async function unlessLate<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as Partial<NoAnswer>).reason !== 'timeout') throw error;
    return undefined;
  }
}

function recordOf({owner, reason, expires}: Pick<Hold, 'owner' | 'reason' | 'expires'>) {
  return {
    ...(owner !== undefined && {owner}),
    ...(reason !== undefined && {reason}),
    ...(expires !== undefined && {expires}),
  };
}
