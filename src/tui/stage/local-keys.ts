import type {LocalWish} from '../../remote/stage.js';
import type {Model} from '../model.js';
import {scopesOf} from '../update.js';

const wishes: readonly LocalWish[] = ['quit', 'suspend', 'repaint'];

/** The keys that now mean something for the terminal, not for the director: where it is, nobody has to be asked. */
export function localKeys(model: Model): Readonly<Record<string, LocalWish>> {
  if (model.overlay?.type === 'prompt') return {};
  const {keymap} = model.settings;
  const scopes = scopesOf(model);
  const found = keymap.bindings.flatMap(({intention, keys}) => {
    const wish = wishes.find(each => each === intention);
    return wish ? keys.filter(key => keymap.intention(key, scopes) === wish).map(key => [key, wish] as const) : [];
  });
  return Object.fromEntries(found);
}
