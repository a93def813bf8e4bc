import type {DoctorRow} from '../../doctor-row.js';
import {good, none, risk} from '../../outcomes.js';
import {sysctlRemedy, vsSysctl} from '../../sysctl-facts.js';

const name = 'net.ipv4.vs.run_estimation';

/** Whether the counters count. */
export const runEstimation: DoctorRow = {
  code: 'run-estimation',
  group: 'kernel',
  title: 'rates and counters',
  explanation:
    'The kernel estimates rates of services and servers every two seconds, and copies the counters that are shown on that occasion. run_estimation = 0 stops both: lvsctl top, ipvsadm --rate and --stats, and all metrics stand still (tried on Linux 6.1). It saves time where there are tens of thousands of servers. Documentation/networking/ipvs-sysctl.rst.',
  diagnose(facts) {
    const value = vsSysctl(facts, 'run_estimation');
    if (value === undefined) return [none('this kernel always estimates')];
    if (value !== 0) return [good('1')];
    return [
      risk({
        subject: name,
        is: '0',
        shouldBe: '1',
        why: 'Rates are 0 and counters stand still, whatever the traffic: nobody sees an outage in them.',
        advice: `sysctl -w ${name}=1`,
        remedy: sysctlRemedy(name, 1, 'it only counts; the kernel starts with it'),
      }),
    ];
  },
};
