import {escapeControls} from '../../../ipvs/outside-text.js';
import type {InstanceIdentity} from '../../../vrrp/findings/instance-view.js';
import {span as timeSpan} from '../../../vrrp/findings/words.js';
import type {SwitchOutcome, SwitchPlan, SwitchStep} from '../../../vrrp/handover/router-owner.js';
import type {Happening} from '../../../vrrp/truth/router-truth.js';
import type {Model} from '../../model.js';
import {say, type Step, step} from '../../step.js';
import type {Role} from '../../theme/role.js';
import type {RouterNews} from './news.js';
import {withRouterRows} from './state.js';
import {planWords} from './preflight.js';
import type {WantedMove} from './wish.js';

/** How much of what this console did is kept. */
const mostOwn = 200;

/** What is told of virtual routers, and of moving them. */
export function receiveRouters(model: Model, news: RouterNews): Step {
  switch (news.type) {
    case 'opening':
      return step({...model, ha: {...model.ha, access: {state: 'opening'}}});
    case 'absent':
      return step({...model, ha: {...model.ha, access: {state: 'absent', words: news.words}}});
    case 'truth':
      return step(withRouterRows(model, {access: {state: 'open'}, truth: news.truth}));
    case 'asked':
      return step(say(model, 'The daemon was asked, by a signal; its answer is among the evidence.'));
    case 'planned':
      return step(isAwaited(model, news.wanted) ? withPlan(model, news.plan) : model);
    case 'not-planned':
      return step(isAwaited(model, news.wanted) ? say({...model, overlay: undefined}, news.words, 'bad') : model);
    case 'step':
      return step(withStep(model, news.step));
    case 'outcome':
      return step(withOutcome(model, news.plan, news.outcome));
    case 'failed':
      return step(say({...model, ha: {...model.ha, moving: undefined}}, news.words, 'bad'));
  }
}

/** Whoever has left it meanwhile wants nothing. */
function isAwaited({overlay}: Model, wanted: WantedMove): boolean {
  return overlay?.type === 'handover' && overlay.wanted === wanted;
}

function withPlan(model: Model, plan: SwitchPlan): Model {
  return model.overlay?.type === 'handover' ? {...model, overlay: {...model.overlay, plan}} : model;
}

function withStep(model: Model, {at, instance, words, code}: SwitchStep): Model {
  const isBad = code === 'late' || code === 'failed' || code === 'put-back';
  const noted = note(model, {at, instance, words: `you: ${words}`, severity: isBad ? 'bad' : 'notice'});
  const name = instance?.name === undefined ? '' : `${escapeControls(instance.name)}: `;
  return say(noted, `${name}${escapeControls(words)}`, isBad ? 'bad' : 'accent');
}

const roles: Readonly<Record<SwitchOutcome['result'], Role>> = {
  done: 'good',
  late: 'warn',
  'put-back': 'warn',
  'not-put-back': 'bad',
  interrupted: 'warn',
};

function withOutcome(model: Model, plan: SwitchPlan, {result, words, gap}: SwitchOutcome): Model {
  const outage = gap === undefined ? '' : `; nobody had the addresses for ${timeSpan(gap)}`;
  const text = `${planWords(plan)}: ${result === 'done' ? 'done' : result.replaceAll('-', ' ')}${outage}; ${words}`;
  const severity = result === 'done' ? 'good' : 'bad';
  const noted = note(model, {at: model.now, instance: onlyOne(plan.instances), words: `you: ${text}`, severity});
  return say({...noted, ha: {...noted.ha, moving: undefined}}, escapeControls(text), roles[result]);
}

function onlyOne(instances: readonly InstanceIdentity[]): InstanceIdentity | undefined {
  return instances.length === 1 ? instances[0] : undefined;
}

function note(model: Model, happening: Happening): Model {
  return {...model, ha: {...model.ha, own: [happening, ...model.ha.own].slice(0, mostOwn)}};
}
