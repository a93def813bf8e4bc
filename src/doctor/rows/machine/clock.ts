import type {DoctorRow} from '../../doctor-row.js';
import {good, risk, unknown} from '../../outcomes.js';

/** Whether this host knows what time it is. */
export const clock: DoctorRow = {
  code: 'clock',
  group: 'machine',
  title: 'the clock',
  explanation:
    'VRRP and IPVS count time without looking at the clock; people compare the logs of two directors by it, and checks over TLS refuse certificates by it. The kernel says whether somebody keeps it right (adjtimex(2), STA_UNSYNC).',
  diagnose({clock: facts}) {
    if (!facts.known) return [unknown(facts.words)];
    const {isSynchronized, keptBy, maximumErrorMilliseconds: error} = facts.value;
    if (isSynchronized === undefined) return [unknown('the kernel does not tell')];
    if (isSynchronized) {
      const within = error === undefined ? '' : `, within ${Math.max(1, Math.round(error)).toLocaleString('en')} ms`;
      return [good(`synchronized${keptBy === undefined ? '' : ` by ${keptBy}`}${within}`)];
    }
    return [
      risk({
        is:
          keptBy === undefined
            ? 'not synchronized, and nothing that keeps it runs'
            : `not synchronized, although ${keptBy} runs`,
        shouldBe: 'synchronized',
        why: 'After a failover nobody can tell from the logs of two directors what came first, and checks of certificates go by a wrong time.',
        advice:
          keptBy === undefined
            ? 'install chrony, or timedatectl set-ntp true'
            : `ask it what it waits for: ${questions[keptBy] ?? `journalctl -u ${keptBy}`}`,
      }),
    ];
  },
};

const questions: Readonly<Record<string, string>> = {
  chronyd: 'chronyc sources',
  ntpd: 'ntpq -p',
  'systemd-timesyncd': 'timedatectl timesync-status',
};
