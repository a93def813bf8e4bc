import type {Model} from './model.js';
import type {ScreenName} from './screens/screens.js';
import {screens} from './screens/screens.js';
import {type Step, step} from './step.js';

/** Shows a screen; a detail that lay over the last one is closed. */
export function openScreen(model: Model, screen: ScreenName): Step {
  const next: Model = {...model, screen, detail: undefined, overlay: undefined};
  return screen === model.screen ? step(next) : step(next, {type: 'refresh'});
}

export function openNeighbour(model: Model, direction: 1 | -1): Step {
  const index = screens.findIndex(({name}) => name === model.screen);
  const next = screens[(index + direction + screens.length) % screens.length];
  return openScreen(model, (next ?? screens[0]).name);
}
