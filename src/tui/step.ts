import type {Effect} from './effect.js';
import type {Message, Model} from './model.js';
import type {Role} from './theme/role.js';

/** What an event leads to. */
export type Step = readonly [Model, readonly Effect[]];

export function step(model: Model, ...effects: readonly Effect[]): Step {
  return [model, effects];
}

/** How long a message stays, milliseconds. */
const messageTime = 8000;

export function say(model: Model, text: string, role: Role = 'plain'): Model {
  const message: Message = {text, role, until: model.now + messageTime};
  return {...model, message};
}
