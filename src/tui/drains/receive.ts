import {preview} from '../actions/preview.js';
import type {Model} from '../model.js';
import {say, type Step, step} from '../step.js';
import type {DrainNews} from './news.js';
import type {DrainsState} from './state.js';

/** What is told of drains; a plan is shown unless somebody has pressed a key since asking for it. */
export function receiveDrains(model: Model, news: DrainNews): Step {
  const changed = (change: Partial<DrainsState>): Model => ({...model, drains: {...model.drains, ...change}});
  switch (news.type) {
    case 'seen':
      return step(changed({seen: news.seen}));
    case 'owners':
      return step(changed({ownershipOf: news.ownershipOf}));
    case 'planned':
      return model.drains.awaited === news.wish ? preview(changed({awaited: undefined}), news.plan) : step(model);
    case 'not-planned':
      return step(model.drains.awaited === news.wish ? say(changed({awaited: undefined}), news.words, 'bad') : model);
    case 'failed':
      return step(say(model, news.words, 'bad'));
  }
}
