import {editedLine, type EditedLine} from '../components/line-editor.js';
import type {Model} from '../model.js';
import {type Step, step} from '../step.js';
import type {PromptPurpose} from './overlay.js';

/** Asks for a line of text. */
export function openPrompt(model: Model, purpose: PromptPurpose, line: EditedLine): Step {
  return step({...model, message: undefined, overlay: {type: 'prompt', purpose, line, problem: undefined}});
}

export function openFilter(model: Model, text: string): Step {
  return openPrompt(model, {type: 'filter', before: text}, editedLine(text));
}
