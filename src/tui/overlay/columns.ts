import type {Intention} from '../keymap/bindings.js';
import type {Model} from '../model.js';
import {columnsOf} from '../screens/columns-of.js';
import {type Step, step} from '../step.js';
import type {Overlay} from './overlay.js';

type Chooser = Extract<Overlay, {type: 'columns'}>;

/** Opens the choice of columns of the list on the screen. */
export function openColumns(model: Model): Step {
  return step({...model, overlay: chooserFor(model, model.settings.columns[model.screen])});
}

function chooserFor(model: Model, chosen: readonly string[] | undefined): Chooser {
  const columns = columnsOf(model.screen);
  const names = columns.map(({name}) => name);
  const shown = chosen ?? columns.filter(({rank}) => rank !== undefined).map(({name}) => name);
  return {
    type: 'columns',
    names: [...shown.filter(name => names.includes(name)), ...names.filter(name => !shown.includes(name))],
    shown: new Set(shown),
    index: 0,
  };
}

export function updateColumns(model: Model, chooser: Chooser, intention: Intention): Step {
  const {names, shown, index} = chooser;
  const changed = (change: Partial<Chooser>) => step({...model, overlay: {...chooser, ...change}});
  const moved = (by: number) => Math.max(0, Math.min(names.length - 1, index + by));
  switch (intention) {
    case 'down':
      return changed({index: moved(1)});
    case 'up':
      return changed({index: moved(-1)});
    case 'move-left':
      return changed({names: swapped(names, index, moved(-1)), index: moved(-1)});
    case 'move-right':
      return changed({names: swapped(names, index, moved(1)), index: moved(1)});
    case 'toggle': {
      const next = new Set(shown);
      const name = names[index] as string;
      if (!next.delete(name)) next.add(name);
      return next.size === 0 ? step(model) : changed({shown: next});
    }
    case 'reset':
      return step({...model, overlay: chooserFor(model, undefined)});
    case 'save':
      return save(model, chooser);
    case 'back':
      return step({...model, overlay: undefined});
    default:
      return step(model);
  }
}

function save(model: Model, {names, shown}: Chooser): Step {
  const chosen = names.filter(name => shown.has(name));
  const byRank = chooserFor(model, undefined);
  const isDefault = chosen.join() === byRank.names.filter(name => byRank.shown.has(name)).join();
  const {[model.screen]: _before, ...others} = model.settings.columns;
  const columns = isDefault ? others : {...others, [model.screen]: chosen};
  return step(
    {...model, overlay: undefined, settings: {...model.settings, columns}},
    {type: 'save', preferences: {columns: {[model.screen]: isDefault ? [] : chosen}}},
  );
}

function swapped(names: readonly string[], a: number, b: number): readonly string[] {
  const next = [...names];
  [next[a], next[b]] = [names[b] as string, names[a] as string];
  return next;
}
