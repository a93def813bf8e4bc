import type {DoctorRow} from '../../doctor-row.js';
import {managerName} from '../../manager-words.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';

/** Whether the managers do anything. */
export const managerStopped: DoctorRow = {
  code: 'manager-stopped',
  group: 'managers',
  title: 'managers at work',
  explanation:
    'A process that was stopped by a signal (SIGSTOP, a debugger, a frozen control group) still stands in the process table and in its pid file, and systemd calls it active. It checks no server and sends no advertisement.',
  diagnose({managers}) {
    if (!managers.known) return [unknown(managers.words)];
    if (managers.value.length === 0) return [none('no manager runs here')];
    const found = managers.value
      .filter(({detail}) => detail?.state === 'stopped')
      .map(one =>
        wrong({
          subject: managerName(one),
          is: 'stopped by a signal',
          shouldBe: 'running',
          why: 'It checks nothing and answers nobody; another director has taken over what it held, and its addresses are still here.',
          advice: `find out who stopped it, then kill -CONT ${one.pid}, or restart it`,
        }),
      );
    return foundOr(found, good(managers.value.map(managerName).join(', ')));
  },
};
