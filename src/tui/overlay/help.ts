import type {Intention} from '../keymap/bindings.js';
import {screenArea} from '../layout.js';
import type {Model} from '../model.js';
import {type Step, step} from '../step.js';
import type {Overlay} from './overlay.js';

export function updateHelp(model: Model, help: Extract<Overlay, {type: 'help'}>, intention: Intention): Step {
  const page = Math.max(1, screenArea(model).height - 2);
  const moves: Readonly<Partial<Record<Intention, number>>> = {down: 1, up: -1, 'page-down': page, 'page-up': -page};
  if (intention === 'back') return step({...model, overlay: undefined});
  const offset = Math.max(0, help.offset + (moves[intention] ?? 0));
  return step({...model, overlay: {...help, offset}});
}
