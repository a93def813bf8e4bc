import type {DoctorRow} from '../../doctor-row.js';
import {good, none, risk} from '../../outcomes.js';
import {sysctlOf} from '../../sysctl-facts.js';
import {entriesOf} from '../../table-facts.js';

const name = 'net.netfilter.nf_conntrack_tcp_loose';

/** Whether netfilter takes up connections that it did not see begin. */
export const conntrackPickup: DoctorRow = {
  code: 'conntrack-pickup',
  group: 'kernel',
  title: 'connections that netfilter did not see begin',
  explanation:
    'After a failover the packets of connections that the other director began arrive here in the middle. nf_conntrack_tcp_loose = 1, as the kernel starts, takes them up, and does not check their windows. 0 makes them INVALID, and a firewall that drops those ends every connection. The same happens without a failover where vs.conntrack is 0: IPVS leaves no entry, so each packet looks new. nf_conntrack_tcp_be_liberal, which is often told for this, is not needed: what is taken up is liberal already (tcp_new of nf_conntrack_proto_tcp.c). Rules with SYNPROXY need 0: so --fix leaves it alone.',
  diagnose(facts) {
    const value = sysctlOf(facts, name);
    if (value === undefined) return [none('netfilter tracks no connections here')];
    if (entriesOf(facts).length === 0) return [none('no service')];
    if (value !== 0) return [good('1')];
    return [
      risk({
        subject: name,
        is: '0',
        shouldBe: '1',
        why: 'Connections that another director began, and all that IPVS leaves untracked, are INVALID here: rules that drop those end them.',
        // no remedy: SYNPROXY lets nobody in with 1
        advice: `sysctl -w ${name}=1, unless rules with SYNPROXY need 0`,
      }),
    ];
  },
};
