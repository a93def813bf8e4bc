import type {Model} from '../../model.js';
import {say, type Step, step} from '../../step.js';
import type {CheckNews} from './news.js';
import {isSameName, withCheckRows} from './state.js';
import {escapeControls} from '../../../ipvs/outside-text.js';

/** What is told of checks, and of what somebody wanted of them. */
export function receiveChecks(model: Model, news: CheckNews): Step {
  const {checks} = model;
  switch (news.type) {
    case 'opening':
      return step({...model, checks: {...checks, access: {state: 'opening'}}});
    case 'absent':
      return step({...model, checks: {...checks, access: {state: 'absent', words: news.words}}});
    case 'asking':
      return step({...model, checks: {...checks, isAsking: true}});
    case 'report': {
      const {report, reading, cannot} = news;
      const next = {access: {state: 'open'}, report, reading, cannot, problem: undefined, isAsking: false} as const;
      return step(withCheckRows(model, next));
    }
    case 'failed':
      return step({
        ...model,
        checks: {...checks, access: {state: 'open'}, problem: news.words, isAsking: false},
      });
    case 'ran': {
      const {name, at, runs} = news;
      const isAwaited = checks.run !== undefined && isSameName(checks.run.name, name);
      return step(isAwaited ? {...model, checks: {...checks, run: {name, at, runs}}} : model);
    }
    case 'history': {
      const isAwaited = checks.history !== undefined && isSameName(checks.history.name, news.name);
      return step(isAwaited ? {...model, checks: {...checks, history: news}} : model);
    }
    case 'switched': {
      const {name, to} = news.wanted;
      const words = to === 'disabled' ? 'are off: it stays as it is' : 'are on again';
      return step(say(model, `The checks of ${escapeControls(name.server)} ${words}.`, 'good'));
    }
    case 'refused':
      return step(say(model, news.words, 'bad'));
  }
}
