import {masquerading} from '../../../ipvs/forwarding.js';
import type {DoctorRow} from '../../doctor-row.js';
import {good, none, unknown, wrong} from '../../outcomes.js';
import {sysctlOf} from '../../sysctl-facts.js';
import {count, serversBy} from '../../table-facts.js';

const name = 'net.ipv6.conf.all.forwarding';

/** Whether answers of masqueraded servers are passed on. */
export const ipForwardIpv6: DoctorRow = {
  code: 'ip-forward-ipv6',
  group: 'kernel',
  title: 'forwarding of IPv6 answers',
  explanation:
    'As ip-forward, for IPv6: there net.ipv6.conf.all.forwarding decides, and what an interface has of its own does not (tried on Linux 6.1). A host that forwards takes no default route from router advertisements any more, unless accept_ra is 2: that is why it is not changed by --fix.',
  diagnose(facts) {
    const servers = serversBy(facts, masquerading, 'ipv6');
    if (servers.length === 0) return [none('no IPv6 server is masqueraded; direct routing and tunnels need none')];
    const value = sysctlOf(facts, name);
    if (value === undefined) return [unknown(facts.sysctls.known ? `${name} is not there` : facts.sysctls.words)];
    if (value !== 0) return [good('1')];
    return [
      wrong({
        subject: name,
        is: '0',
        shouldBe: '1',
        why: `The answers of ${count(servers.length, 'masqueraded server')} are dropped here: clients connect and wait until they give up.`,
        advice: `see that the default route is not learnt from router advertisements (or set accept_ra to 2 on its interface), then: sysctl -w ${name}=1`,
      }),
    ];
  },
};
