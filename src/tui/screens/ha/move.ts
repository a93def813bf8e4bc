import {holdOf} from '../../../vrrp/truth/hold-of.js';
import {editedLine} from '../../components/line-editor.js';
import {scroll} from '../../components/scroll.js';
import type {Intention} from '../../keymap/bindings.js';
import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';
import {openPrompt} from '../../overlay/open-prompt.js';
import {answerOf} from '../../overlay/answer.js';
import type {Overlay} from '../../overlay/overlay.js';
import {say, type Step, step} from '../../step.js';
import {planWords, preflightLines} from './preflight.js';
import {selectedRouter} from './state.js';
import {holdWords} from './words.js';
import type {WantedMove} from './wish.js';

/** Shows what it would take to move the chosen router: away from here if it is master, here otherwise. */
export function moveRouter(model: Model): Step {
  return withTarget(model, wanted => openPreflight(model, wanted));
}

/** The same, after asking for how long and why. */
export function holdRouter(model: Model): Step {
  return withTarget(model, wanted =>
    openPrompt(model, {type: 'hold', wanted: {...wanted, isHeld: wanted.to === 'backup'}}, editedLine('')),
  );
}

/** Shows what taking the hold away would do. */
export function releaseRouter(model: Model): Step {
  return withTarget(model, ({target}) => openPreflight(model, {to: undefined, target}), true);
}

function withTarget(model: Model, act: (wanted: WantedMove) => Step, isRelease = false): Step {
  const view = selectedRouter(model.ha);
  if (!view) return step(say(model, 'Choose a virtual router first.', 'warn'));
  const {moving} = model.ha;
  if (moving !== undefined) return step(say(model, `Wait until this is over: ${moving}.`, 'warn'));
  const {name} = view.identity;
  if (name === undefined)
    return step(say(model, 'It is only heard, and not configured on this host: move it on one of its own.', 'warn'));
  const hold = holdOf(view.identity, model.ha.truth?.holds ?? []);
  if (hold && !isRelease) return step(say(model, `It is ${holdWords(hold)} already; r releases it.`));
  if (view.state === 'maintenance' && !isRelease)
    return step(say(model, 'It is held away from here already; r releases it.'));
  return act({to: view.state === 'master' ? 'backup' : 'master', target: name});
}

/** Asks for the plan, and shows it when it is there. */
export function openPreflight(model: Model, wanted: WantedMove): Step {
  return step(
    {...model, message: undefined, overlay: {type: 'handover', wanted, plan: undefined, offset: 0}},
    {type: 'routers', wish: {type: 'plan', wanted}},
  );
}

/** A key while the preflight is shown: do it, leave it, or read on. */
export function updateHandover(
  model: Model,
  handover: Extract<Overlay, {type: 'handover'}>,
  intention: Intention,
): Step {
  const {plan} = handover;
  const closed: Model = {...model, overlay: undefined};
  if (intention === 'back') return step(say(closed, 'Nothing was changed.'));
  if (intention === 'confirm' || intention === 'confirm-danger') {
    const answer = answerOf(handover);
    if (!plan) return step(say(model, 'It is still being looked who would take over.', 'warn'));
    if (answer === undefined) return step(say(model, 'This cannot be done now; Esc goes back.', 'bad'));
    if (answer === 'confirm-danger' && intention === 'confirm')
      return step(say(model, 'Something speaks against it: y does it all the same, Esc leaves it.', 'bad'));
    if (answer !== intention) return step(model);
    const moving = planWords(plan);
    return step({...closed, ha: {...model.ha, moving}}, {type: 'routers', wish: {type: 'carry-out', plan}});
  }
  const length = preflightLines(model, handover).length;
  const offset = scroll(intention, handover.offset, length, screenArea(model).height - 1);
  return step(offset === undefined ? model : {...model, overlay: {...handover, offset}});
}
