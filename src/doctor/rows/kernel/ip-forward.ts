import {masquerading} from '../../../ipvs/forwarding.js';
import type {Diagnosis} from '../../diagnosis.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {wayFinder} from '../../interface-towards.js';
import {foundOr, good, none, unknown, wrong} from '../../outcomes.js';
import {interfaceSysctlName, sysctlCommand, sysctlOf, sysctlRemedy} from '../../sysctl-facts.js';
import {count, serversBy} from '../../table-facts.js';

/** Whether answers of masqueraded servers are passed on. */
export const ipForward: DoctorRow = {
  code: 'ip-forward',
  group: 'kernel',
  title: 'forwarding of IPv4 answers',
  explanation:
    'Answers of masqueraded real servers go through this host to the client: an ordinary router forwards them, so net.ipv4.conf.IF.forwarding of the interface that they come in by has to be 1; net.ipv4.ip_forward sets it for all. Requests need none of it: IPVS takes them where local packets arrive. That is why direct routing and tunnels work with ip_forward = 0, whatever is said about them (tried on Linux 6.1).',
  diagnose(facts) {
    const servers = serversBy(facts, masquerading, 'ipv4');
    if (servers.length === 0) return [none('no IPv4 server is masqueraded; direct routing and tunnels need none')];
    const all = sysctlOf(facts, 'net.ipv4.ip_forward');
    if (all === undefined)
      return [unknown(facts.sysctls.known ? 'net.ipv4.ip_forward is not there' : facts.sysctls.words)];
    return foundOr(unforwarded(facts, servers, all), good('answers of masqueraded servers are forwarded'));
  },
};

function unforwarded(facts: DirectorFacts, servers: ReturnType<typeof serversBy>, all: number): Diagnosis[] {
  const wayTo = wayFinder(facts);
  const byInterface = new Map<string | undefined, number>();
  for (const {destination} of servers) {
    const way = wayTo(destination.address);
    const on = way.type === 'unknown' ? undefined : way.interface;
    const own = on === undefined ? all : (sysctlOf(facts, `net.ipv4.conf.${on}.forwarding`) ?? all);
    if (own === 0) byInterface.set(on, (byInterface.get(on) ?? 0) + 1);
  }
  if (byInterface.size === 0) return [];
  const why = (number: number) =>
    `The answers of ${count(number, 'masqueraded server')} are dropped here: clients connect and wait until they give up.`;
  if (all === 0)
    return [complain('net.ipv4.ip_forward', why([...byInterface.values()].reduce((sum, one) => sum + one, 0)))];
  return [...byInterface].map(([on, number]) => complain(interfaceSysctlName('forwarding', on as string), why(number)));
}

function complain(name: string, why: string): Diagnosis {
  return wrong({
    subject: name,
    is: '0',
    shouldBe: '1',
    why,
    advice: sysctlCommand(name, 1),
    remedy: sysctlRemedy(
      name,
      1,
      'it lets packets through that are dropped now; what the firewall forwards is its own matter. The kernel turns LRO of network cards off with it, as merged packets cannot be forwarded',
    ),
  });
}
