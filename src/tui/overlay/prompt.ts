import {planWeight, largestWeight} from '../actions/plans.js';
import {readRule} from '../actions/read-rule.js';
import {preview} from '../actions/preview.js';
import {type EditedLine, editLine, insertText} from '../components/line-editor.js';
import {isFull} from '../data/snapshot.js';
import type {Model} from '../model.js';
import {runCommand} from './command.js';
import {applyFilter} from './filter.js';
import {destinationKey} from '../../ipvs/destination.js';
import {serviceKey} from '../../ipvs/service.js';
import {rowKey} from '../data/trends.js';
import {openDrainPlan} from '../drains/update.js';
import {openPreflight} from '../screens/ha/move.js';
import {readHold} from '../screens/ha/read-hold.js';
import {type Step, step} from '../step.js';
import type {Overlay} from './overlay.js';

type Prompt = Extract<Overlay, {type: 'prompt'}>;

/** A key while a line is typed. */
export function updatePrompt(model: Model, prompt: Prompt, key: string): Step {
  if (key === 'escape' || key === 'ctrl+c') {
    const closed = {...model, overlay: undefined};
    return prompt.purpose.type === 'filter' ? applyFilter(closed, prompt.purpose.before) : step(closed);
  }
  if (key === 'enter') return submit(model, prompt);
  const line = editLine(prompt.line, key);
  return line ? typed(model, prompt, line) : step(model);
}

export function pasteIntoPrompt(model: Model, prompt: Prompt, text: string): Step {
  return typed(model, prompt, insertText(prompt.line, text));
}

/** A filter is applied while it is typed. */
function typed(model: Model, prompt: Prompt, line: EditedLine): Step {
  const edited = {...model, overlay: {...prompt, line, problem: undefined}};
  return prompt.purpose.type === 'filter' ? applyFilter(edited, line.text) : step(edited);
}

function submit(model: Model, prompt: Prompt): Step {
  const {text} = prompt.line;
  const closed = {...model, overlay: undefined};
  const wrong = (problem: string) => step({...model, overlay: {...prompt, problem}});
  switch (prompt.purpose.type) {
    case 'filter':
      return prompt.problem === undefined ? applyFilter(closed, text) : step(model);
    case 'command':
      return runCommand(closed, text.trim(), wrong);
    case 'rule': {
      if (!model.snapshot) return step(model);
      const plan = readRule(text, model.snapshot);
      return 'problem' in plan ? wrong(plan.problem) : preview(closed, plan);
    }
    case 'hold': {
      const hold = readHold(text);
      return 'problem' in hold ? wrong(hold.problem) : openPreflight(closed, {...prompt.purpose.wanted, ...hold});
    }
    case 'drain': {
      const hold = readHold(text);
      if ('problem' in hold) return wrong(hold.problem);
      return openDrainPlan(closed, {type: 'begin', wanted: {...prompt.purpose.wanted, ...hold}});
    }
    case 'switch-checks': {
      const reason = text.trim();
      const wanted = {...prompt.purpose.wanted, ...(reason === '' ? {} : {reason})};
      return step(closed, {type: 'checks', wish: {type: 'switch', wanted}});
    }
    case 'weight': {
      const {id, row} = prompt.purpose;
      const weight = Number(text.trim());
      if (!/^\d{1,10}$/.test(text.trim()) || weight > largestWeight)
        return wrong(`a whole number from 0 to ${largestWeight}`);
      const seen = model.snapshot?.services.find(each => each.key === serviceKey(id));
      const destination = seen?.destinations?.find(each => rowKey(seen.key, destinationKey(each)) === row);
      if (!seen || !destination || !isFull(destination)) return wrong('the real server is gone');
      return preview(closed, planWeight(seen, destination, weight));
    }
  }
}
