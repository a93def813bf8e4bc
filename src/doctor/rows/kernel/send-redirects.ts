import {masquerading} from '../../../ipvs/forwarding.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {wayFinder} from '../../interface-towards.js';
import {foundOr, good, none, risk, unknown} from '../../outcomes.js';
import {translatesSources} from '../../source-translation.js';
import {interfaceSysctl, interfaceSysctlName, sysctlCommand, sysctlRemedy} from '../../sysctl-facts.js';
import {count, serversBy} from '../../table-facts.js';

/** Whether this host sends masqueraded servers away. */
export const sendRedirects: DoctorRow = {
  code: 'send-redirects',
  group: 'kernel',
  title: 'redirects to masqueraded servers',
  explanation:
    'With masquerading on one interface, answers come in where they leave again. A router then tells the sender of a shorter way (ICMP redirect), unless send_redirects is 0 both of the interface and of all: the larger counts. A real server that believes it answers clients directly, with an address they do not know. Direct routing and tunnels send none, whatever is said about them: requests are not forwarded but delivered (tried on Linux 6.1).',
  diagnose(facts) {
    const servers = serversBy(facts, masquerading, 'ipv4');
    if (servers.length === 0) return [none('no IPv4 server is masqueraded')];
    if (!facts.network.known || !facts.sysctls.known) return [unknown('interfaces and their sysctls are not known')];
    if (translatesSources(facts))
      return [none('the firewall gives requests an address of this host: answers end here')];
    const back = waysBack(facts);
    const wayTo = wayFinder(facts);
    const byInterface = new Map<string, number>();
    for (const {destination, service} of servers) {
      const way = wayTo(destination.address);
      if (way.type !== 'direct') continue;
      const vip = service.id.type === 'address' ? wayTo(service.id.address) : undefined;
      if (back.has(way.interface) || (vip?.type === 'direct' && vip.interface === way.interface))
        byInterface.set(way.interface, (byInterface.get(way.interface) ?? 0) + 1);
    }
    const found = [...byInterface].flatMap(([on, number]) => {
      const redirects = interfaceSysctl(facts, 'send_redirects', on);
      if (!redirects || redirects.value === 0) return [];
      const names = [redirects.all > 0 && 'all', redirects.own > 0 && on].filter(one => one !== false);
      return names.map(each => {
        const name = interfaceSysctlName('send_redirects', each);
        return risk({
          subject: name,
          is: '1',
          shouldBe: '0',
          why: `${count(number, 'masqueraded server')} on ${on} may be told of a way to clients that leads around this host; then their answers come from an address that clients do not know.`,
          advice: sysctlCommand(name, 0),
          remedy: sysctlRemedy(name, 0, 'redirects only ever shorten ways; nothing depends on them'),
        });
      });
    });
    return foundOr(
      once(found),
      byInterface.size === 0 ? none('clients and servers are on different interfaces') : good('0'),
    );
  },
};

/** `all` is the same for each interface. */
function once<T extends {readonly subject: string | undefined}>(found: readonly T[]): T[] {
  return [...new Map(found.map(one => [one.subject, one])).values()];
}

/** The interfaces that answers to clients elsewhere leave by. */
function waysBack({routes}: DirectorFacts): ReadonlySet<string> {
  return new Set(
    routes.known
      ? routes.value.flatMap(({family, to, interface: on}) =>
          family === 'ipv4' && !to && on !== undefined ? [on] : [],
        )
      : [],
  );
}
