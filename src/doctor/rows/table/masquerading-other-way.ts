import {masquerading} from '../../../ipvs/forwarding.js';
import {formatServiceId} from '../../../ipvs/service-text.js';
import {type Address, addressKey, formatAddress} from '../../../net/address.js';
import {formatPrefix, prefixContains} from '../../../net/prefix.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {networksOf, wayFinder} from '../../interface-towards.js';
import {foundOr, good, none, risk, unknown} from '../../outcomes.js';
import {translatesSources} from '../../source-translation.js';
import {count, serversBy} from '../../table-facts.js';

/** Whether answers of masqueraded servers come back this way. */
export const masqueradingOtherWay: DoctorRow = {
  code: 'masquerading-other-way',
  group: 'table',
  title: 'the way back with masquerading',
  explanation:
    'Answers of a masqueraded server have to pass this host, which gives them the virtual address again: it has to be the gateway of the servers. Clients on the network of the servers themselves get theirs directly, from an address that they do not know, and fail. What the gateway of a server is cannot be seen from here: on the server, ip route get CLIENT should name an address of this director, best a virtual one.',
  diagnose(facts) {
    const servers = serversBy(facts, masquerading);
    if (servers.length === 0) return [facts.ipvs.known ? none('no server is masqueraded') : unknown(facts.ipvs.words)];
    if (!facts.network.known) return [unknown(facts.network.words)];
    if (translatesSources(facts))
      return [good('the firewall gives requests an address of this host: answers come back here')];
    return foundOr(
      [...onOneNetwork(facts, servers), ...behindRouters(facts, servers)],
      good(`${count(servers.length, 'server')} on networks of their own`),
    );
  },
};

/** One finding for a service and a network, however many servers. */
function onOneNetwork(facts: DirectorFacts, servers: ReturnType<typeof serversBy>) {
  // the longest prefix decides, as in the kernel
  const networks = networksOf(facts).toSorted((a, b) => b.prefix.length - a.prefix.length);
  const networkOf = (address: Address) => networks.find(({prefix}) => prefixContains(prefix, address));
  const found = new Map<string, ReturnType<typeof risk>>();
  for (const {service, destination} of servers) {
    if (service.id.type !== 'address') continue;
    const network = networkOf(destination.address);
    if (!network || network !== networkOf(service.id.address)) continue;
    const name = formatServiceId(service.id);
    const prefix = networkText(network.prefix);
    found.set(
      `${name} ${prefix}`,
      risk({
        subject: name,
        is: `clients and masqueraded servers are on ${prefix}`,
        shouldBe: 'servers on a network of their own, or direct routing',
        why: `Servers answer clients of ${prefix} directly, from an address that those did not ask: these clients fail. Others work if this host is the gateway of the servers.`,
        advice: `if no client is on ${prefix}, say so: --ignore masquerading-other-way; direct routing has no such limit`,
      }),
    );
  }
  return [...found.values()];
}

function behindRouters(facts: DirectorFacts, servers: ReturnType<typeof serversBy>) {
  const wayTo = wayFinder(facts);
  const byGateway = new Map<string, {gateway: Address; servers: Set<string>}>();
  for (const {destination} of servers) {
    const way = wayTo(destination.address);
    if (way.type !== 'gateway') continue;
    const key = addressKey(way.gateway);
    const known = byGateway.get(key) ?? {gateway: way.gateway, servers: new Set()};
    byGateway.set(key, {...known, servers: known.servers.add(formatAddress(destination.address))});
  }
  return [...byGateway.values()].map(({gateway, servers: behind}) =>
    unknown(
      `${count(behind.size, 'masqueraded server')} behind router ${formatAddress(gateway)}: their answers pass this host only if that router sends them here`,
      `on such a server: ip route get CLIENT; then the same on ${formatAddress(gateway)}`,
      formatAddress(gateway),
    ),
  );
}

/** The network, not the address of this host in it. */
function networkText(prefix: {readonly address: Address; readonly length: number}): string {
  const {address, length} = prefix;
  const mask = (word: number, bits: number) => (bits <= 0 ? 0 : bits >= 32 ? word : word & -(2 ** (32 - bits))) >>> 0;
  if (address.family === 'ipv4')
    return formatPrefix({address: {family: 'ipv4', value: mask(address.value, length)}, length});
  const [a, b, c, d] = address.words;
  const words = [mask(a, length), mask(b, length - 32), mask(c, length - 64), mask(d, length - 96)] as const;
  return formatPrefix({address: {family: 'ipv6', words}, length});
}
