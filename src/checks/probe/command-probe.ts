import type {Milliseconds} from '../milliseconds.js';
import {Attempt} from './attempt.js';
import type {CommandProbe} from './probe.js';
import type {ProbeProgramEnd, StartProbe} from './probe-world.js';
import {formatSpan} from './quantity.js';

/** Of a program without a timeout of its own: every check ends. */
export const mostCommandTime: Milliseconds = 60_000;

/** Runs a program whose exit status is the verdict: MISC_CHECK, external. Its own time holds it, and it is killed then. */
export const startCommandProbe: StartProbe<CommandProbe> = (probe, world, onVerdict, onStep) => {
  const {command, user, timeout, isDynamic} = probe;
  const time = timeout || mostCommandTime;
  const attempt = new Attempt(world, time, onVerdict, onStep);
  if (attempt.isWatched) attempt.step('start', command[0] ?? ''); // words behind it may be secrets
  const program = world.programs.start({command, user, timeout: time}, end => {
    letGo();
    hear(attempt, end, isDynamic, time);
  });
  const letGo = attempt.holds(() => program.kill());
  return attempt;
};

function hear(attempt: Attempt, end: ProbeProgramEnd, isDynamic: boolean, time: Milliseconds): void {
  switch (end.type) {
    case 'ended':
      return judge(attempt, end.status, isDynamic);
    case 'killed':
      // keepalived: check_misc.c, misc_check_child_thread: a signal is a failure
      return attempt.down('L7', `killed by ${end.signal}`);
    case 'too-long':
      return attempt.down('L7', `not over after ${formatSpan(time)}, and killed`);
    case 'failed':
      return attempt.undecided(`the program could not be started: ${end.words}`);
  }
}

/** keepalived: check_misc.c, misc_check_child_thread. ldirectord: check_external, without weights. */
function judge(attempt: Attempt, status: number, isDynamic: boolean): void {
  if (!isDynamic && status === 0) attempt.up('exit status 0');
  else if (!isDynamic || status === 1) attempt.down('L7', `exit status ${status}`);
  else if (status === 0) attempt.up('exit status 0: the configured weight', {type: 'weight', weight: undefined});
  else attempt.up(`exit status ${status}: weight ${status - 2}`, {type: 'weight', weight: status - 2});
}
