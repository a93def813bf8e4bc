import {depart} from './depart.js';
import {disturb, restart} from './disturb.js';
import {Model} from './model.js';
import {rest} from './rest.js';

/** One run: hosts start, are disturbed and left alone, again and again. @returns how many events there were */
export function play(seed: number, trace: (words: string) => void = () => {}): number {
  const model = new Model(seed, trace);
  for (const host of model.hosts) if (model.dice.happens(0.8)) restart(model, host);
  for (let round = 1 + model.dice.below(4); round > 0; round--) {
    disturb(model);
    model.trace(`${model.now} rest`);
    rest(model);
    depart(model);
  }
  return model.events;
}
