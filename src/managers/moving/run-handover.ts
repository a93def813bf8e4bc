import type {WantedInstance} from '../../vrrp/findings/wanted-instance.js';
import type {HandoverEffect, HandoverEvent, HandoverSettings} from '../../vrrp/handover/handover.js';
import type {SwitchStep} from '../../vrrp/handover/router-owner.js';
import {beginHandover, stepHandover} from '../../vrrp/handover/step-handover.js';
import type {Process} from '../machine.js';
import type {RouterWorld} from '../router-world.js';
import type {LiveRouters} from './live-routers.js';
import {handoverEvents, presence} from './observe-handover.js';

/** What a handover does to the machine. Both reject with words. */
export interface ReversibleChange {
  make(): Promise<void>;
  undo(): Promise<void>;
}

export type HandoverEnd = Omit<Extract<HandoverEffect, {type: 'finish'}>, 'type'>;

/** How often it is asked whether somebody pressed Ctrl-C. */
const attention = 50;

/**
 * Drives a handover until it is over: events from the watch, one timer, the change made and undone.
 * @param daemon whose end is an event; undefined where it is to end
 */
export function runHandover(
  {clock, after, machine}: Pick<RouterWorld, 'clock' | 'after' | 'machine'>,
  live: LiveRouters,
  settings: HandoverSettings,
  members: readonly WantedInstance[],
  change: ReversibleChange,
  daemon: Process | undefined,
  onStep: (step: SwitchStep) => void,
  isInterrupted: () => boolean,
): Promise<HandoverEnd> {
  return new Promise((resolve, reject) => {
    let last = clock();
    let wasInterrupted = false;
    let cancelTimer = () => {};
    let changing = Promise.resolve();
    const ends: (() => void)[] = [];
    const [begun, first] = beginHandover(settings, last);
    let handover = begun;

    const give = (event: HandoverEvent, at: number) => {
      last = Math.max(last, at);
      const [next, effects] = stepHandover(settings, handover, event, last);
      handover = next;
      perform(effects);
    };
    const perform = (effects: readonly HandoverEffect[]) => {
      for (const effect of effects)
        switch (effect.type) {
          case 'make-change':
            act(change.make);
            break;
          case 'undo-change':
            act(change.undo);
            break;
          case 'tell':
            onStep(effect.step);
            break;
          case 'finish':
            for (const end of ends) end();
            cancelTimer();
            changing.then(() => resolve(effect), reject);
        }
    };
    const act = (work: () => Promise<void>) => {
      changing = changing.then(work).catch((error: Error) => give({type: 'refused', words: error.message}, clock()));
    };
    const tick = () => {
      if (isInterrupted() && !wasInterrupted) {
        wasInterrupted = true;
        give({type: 'interrupted'}, clock());
      }
      if (clock() >= handover.deadline) give({type: 'clock'}, clock());
      if (handover.stage !== 'over')
        cancelTimer = after(Math.min(attention, Math.max(1, handover.deadline - clock())), tick);
    };

    ends.push(
      live.subscribe((event, _transitions, now) => {
        for (const each of handoverEvents(members, event, live.observation)) give(each, now);
      }),
    );
    if (daemon) ends.push(machine.onExit(daemon, () => give({type: 'daemon-gone'}, clock())));
    perform(first);
    for (const [member, wanted] of members.entries())
      give({type: 'addresses', member, ...presence(wanted, live.observation)}, clock());
    tick();
  });
}
