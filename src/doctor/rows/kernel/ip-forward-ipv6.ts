import {masquerading} from '../../../ipvs/forwarding.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {wayFinder} from '../../interface-towards.js';
import {good, none, unknown, wrong} from '../../outcomes.js';
import {sysctlCommand, sysctlOf} from '../../sysctl-facts.js';
import {count, serversBy} from '../../table-facts.js';

const name = 'net.ipv6.conf.all.forwarding';

/** Whether answers of masqueraded servers are passed on. */
export const ipForwardIpv6: DoctorRow = {
  code: 'ip-forward-ipv6',
  group: 'kernel',
  title: 'forwarding of IPv6 answers',
  explanation:
    'As ip-forward, for IPv6: there net.ipv6.conf.all.forwarding decides, and what an interface has of its own does not (tried on Linux 6.1), but for force_forwarding of the interface that answers come in by (Linux 6.17; tried on 6.18). A host that forwards takes no default route from router advertisements any more, unless accept_ra is 2: that is why it is not changed by --fix.',
  diagnose(facts) {
    const wayTo = wayFinder(facts);
    const servers = serversBy(facts, masquerading, 'ipv6');
    if (servers.length === 0) return [none('no IPv6 server is masqueraded; direct routing and tunnels need none')];
    const value = sysctlOf(facts, name);
    if (value === undefined) return [unknown(facts.sysctls.known ? `${name} is not there` : facts.sysctls.words)];
    if (value !== 0) return [good('1')];
    const ways = servers.map(({destination}) => wayTo(destination.address));
    const forced = ways.map(way => way.type !== 'unknown' && sysctlOf(facts, forcedOn(way.interface)) === 1);
    if (forced.every(Boolean)) return [good('0, and force_forwarding of the interfaces of the servers is 1')];
    if (ways.some(({type}, i) => type === 'unknown' && hasForced(facts) && !forced[i]))
      return [
        unknown(`0; whether force_forwarding is 1 for the interface of the servers is not known`, undefined, name),
      ];
    return [
      wrong({
        subject: name,
        is: '0',
        shouldBe: '1',
        why: `The answers of ${count(forced.filter(one => !one).length, 'masqueraded server')} are dropped here: clients connect and wait until they give up.`,
        advice: `see that the default route is not learnt from router advertisements (or set accept_ra to 2 on its interface), then: ${sysctlCommand(name, 1)}; or, from Linux 6.17 on, set net.ipv6.conf.IF.force_forwarding to 1 for their interface alone`,
      }),
    ];
  },
};

/** NB: that of all is no switch of its own: setting it sets those of the interfaces (ip6_forward of ip6_output.c asks the interface only). */
function forcedOn(on: string): string {
  return `net.ipv6.conf.${on}.force_forwarding`;
}

/** Whether it is on anywhere. */
function hasForced({sysctls}: DirectorFacts): boolean {
  return sysctls.known && [...sysctls.value].some(([key, value]) => key.endsWith('.force_forwarding') && value === '1');
}
