import type {DaemonConfiguration} from '../../ipvs/daemon.js';
import {type DaemonPlan, startStep} from './change-daemons.js';
import {daemonWords, isAsAsked} from './daemon-settings.js';

/** What has to be started: one that runs as asked stays, one that runs otherwise is nobody's to stop unasked. */
export function planStart(running: readonly DaemonConfiguration[], asked: readonly DaemonConfiguration[]): DaemonPlan {
  const of = ({state}: DaemonConfiguration) => running.find(each => each.state === state);
  const others = asked.flatMap(each => {
    const found = of(each);
    return found && !isAsAsked(found, each) ? [found] : [];
  });
  if (others.length > 0)
    return {
      type: 'refused',
      words: others
        .map(
          each =>
            `a ${each.state} daemon runs already, with other settings: ${daemonWords(each)}. Stop it first: lvsctl sync stop ${each.state}`,
        )
        .join('\n'),
    };
  const missing = asked.filter(each => !of(each));
  if (missing.length === 0)
    return {type: 'unchanged', words: asked.map(each => `the ${each.state} daemon runs already, as asked`).join('\n')};
  return {type: 'change', steps: missing.map(startStep)};
}
