import type {Model} from './model.js';
import {closeChecksDetail} from './screens/checks/update.js';
import type {ScreenName} from './screens/screens.js';
import {screens} from './screens/screens.js';
import {type Step, step} from './step.js';

/** Shows a screen; a detail that lay over the last one is closed. */
export function openScreen(model: Model, screen: ScreenName): Step {
  const closed = closeChecksDetail({...model, screen, detail: undefined, overlay: undefined});
  const next: Model = {...closed, ha: {...model.ha, detail: undefined}};
  if (screen === model.screen) return step(next);
  if (screen === 'ha') return step(next, {type: 'routers', wish: {type: 'open'}}, {type: 'refresh'});
  if (screen === 'checks') return step(next, {type: 'checks', wish: {type: 'open'}}, {type: 'refresh'});
  return step(next, {type: 'refresh'});
}

export function openNeighbour(model: Model, direction: 1 | -1): Step {
  const index = screens.findIndex(({name}) => name === model.screen);
  const next = screens[(index + direction + screens.length) % screens.length];
  return openScreen(model, (next ?? screens[0]).name);
}
