import type {DoctorRow} from '../../doctor-row.js';
import {good, none, risk, unknown} from '../../outcomes.js';
import {sysctlRemedy, vsSysctl} from '../../sysctl-facts.js';
import {entriesOf} from '../../table-facts.js';

const name = 'net.ipv4.vs.conn_reuse_mode';

/** What becomes of a client port that is used again. */
export const connReuseMode: DoctorRow = {
  code: 'conn-reuse-mode',
  group: 'kernel',
  title: 'client ports used again',
  explanation:
    'A busy client (a proxy, an ingress, a load test) comes again from the same port while the entry of its old connection is in TIME_WAIT. conn_reuse_mode = 1 schedules it anew. 0 sends it to its old server, of weight 0 or not (from Linux 5.16 on not of weight 0 where expire_nodest_conn is 1): drains do not end, new servers get nothing. Before Linux 5.9, 1 together with vs.conntrack = 1 cost such a client a second (its first SYN was dropped), which is why many set 0; since then the entry of netfilter in TIME_WAIT is replaced and there is no need (commit f0a5e4d7a594; kubernetes#81775). Documentation/networking/ipvs-sysctl.rst.',
  diagnose(facts) {
    if (entriesOf(facts).length === 0) return [facts.ipvs.known ? none('no service') : unknown(facts.ipvs.words)];
    const value = vsSysctl(facts, 'conn_reuse_mode');
    if (value === undefined) return [unknown(`${name} cannot be read`)];
    const hasConntrack = vsSysctl(facts, 'conntrack') === 1;
    const isOld = isBefore59(facts.kernelRelease);
    if (value !== 0)
      return hasConntrack && isOld === true
        ? [
            risk({
              subject: name,
              is: `${value}, with net.ipv4.vs.conntrack = 1 on Linux ${facts.kernelRelease}`,
              shouldBe: 'a kernel from 5.9 on, or vs.conntrack = 0',
              why: 'A client that uses a port again waits a second: its first SYN is dropped so that two entries can expire.',
              advice: 'update the kernel; set net.ipv4.vs.conntrack = 0 if no rule of the firewall needs it',
            }),
          ]
        : [good(String(value))];
    return [
      risk({
        subject: name,
        is: String(value),
        shouldBe: '1',
        why: 'A client that uses a port again goes to its old server, even if that has weight 0: its drain does not end, and servers that were added get little.',
        advice:
          hasConntrack && isOld !== false ? `a kernel from 5.9 on, then sysctl -w ${name}=1` : `sysctl -w ${name}=1`,
        remedy:
          hasConntrack && isOld !== false
            ? undefined
            : sysctlRemedy(name, 1, 'it decides about new connections only, and is what the kernel starts with'),
      }),
    ];
  },
};

/** Undefined where the release is not known. */
function isBefore59(release: string | undefined): boolean | undefined {
  const [major, minor] = (/^(\d+)\.(\d+)/.exec(release ?? '') ?? []).slice(1).map(Number);
  if (major === undefined || minor === undefined) return undefined;
  return major < 5 || (major === 5 && minor < 9);
}
