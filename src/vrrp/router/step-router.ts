import type {Milliseconds} from '../intervals.js';
import {masterDownAt, stepBackup} from './backup.js';
import {stepFault} from './fault.js';
import {stepInitialize} from './initialize.js';
import {masterDeadline, stepMaster} from './master.js';
import type {Circumstances, Router, RouterEvent, Rules, Step} from './router.js';

/** What an event changes in one virtual router, without regard to its sync group. @param now not before the last event's */
export function stepRouter(
  rules: Rules,
  circumstances: Circumstances,
  router: Router,
  event: RouterEvent,
  now: Milliseconds,
): Step {
  switch (router.state) {
    case 'initialize':
      return stepInitialize(rules, circumstances, router, event, now);
    case 'fault':
      return stepFault(rules, circumstances, router, event, now);
    case 'backup':
      return stepBackup(rules, circumstances, router, event, now);
    case 'master':
      return stepMaster(rules, circumstances, router, event, now);
  }
}

/** When it next wants the clock; infinity for never. */
export function routerDeadline(circumstances: Circumstances, router: Router): Milliseconds {
  switch (router.state) {
    case 'initialize':
    case 'fault':
      return Number.POSITIVE_INFINITY;
    case 'backup':
      return masterDownAt(circumstances, router);
    case 'master':
      return masterDeadline(router);
  }
}
