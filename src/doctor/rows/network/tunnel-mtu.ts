import {gre, gue, tunneling} from '../../../ipvs/forwarding.js';
import {type Address, formatAddress} from '../../../net/address.js';
import type {Link} from '../../../vrrp/ports.js';
import type {DoctorRow} from '../../doctor-row.js';
import type {DirectorFacts} from '../../facts.js';
import {wayFinder} from '../../interface-towards.js';
import {foundOr, good, none, risk, unknown} from '../../outcomes.js';
import {type Server, serversBy} from '../../table-facts.js';

/** Whether tunnels have room. */
export const tunnelMtu: DoctorRow = {
  code: 'tunnel-mtu',
  group: 'network',
  title: 'room in tunnels',
  explanation:
    'A tunnel puts 20 bytes (IPv4) or 40 (IPv6) before each packet, more with GUE or GRE: on a link of 1500 bytes there is room for 1480. Larger packets of clients are refused with ICMP "fragmentation needed" while net.ipv4.vs.pmtu_disc is 1, as it is by default (kernel documentation, networking/ipvs-sysctl); a client whose firewall drops that waits for ever at its first upload. IPv6 demands 1280 bytes everywhere (RFC 8200 §5).',
  diagnose(facts) {
    const servers = serversBy(facts, tunneling);
    if (servers.length === 0) return [none('no server is tunnelled to')];
    if (!facts.network.known) return [unknown(facts.network.words)];
    const linkTo = linkFinder(facts, facts.network.value.links);
    const rooms = servers.flatMap(server => {
      const room = roomFor(server, linkTo(server.destination.address));
      return room === undefined ? [] : [{server, room}];
    });
    if (rooms.length === 0) return [unknown('the ways to the servers are not known')];
    const found = rooms
      .filter(({server, room}) => innerFamily(server) === 'ipv6' && room < leastOfIpv6)
      .map(({server, room}) =>
        risk({
          subject: formatAddress(server.destination.address),
          is: `room for ${room} bytes`,
          shouldBe: `at least ${leastOfIpv6} for IPv6`,
          why: 'IPv6 has no way to tell a client to send less than 1280 bytes: packets are fragmented in the tunnel or lost.',
          advice: 'raise the MTU of the link to the real server',
        }),
      );
    const least = Math.min(...rooms.map(({room}) => room));
    const hint =
      least < usual ? '; clients have to hear ICMP, or be told a smaller MSS (TCPMSS on the real server)' : '';
    return foundOr(found, good(`room for ${least} bytes${hint}`));
  },
};

/** Of Ethernet. */
const usual = 1500;
const leastOfIpv6 = 1280;

/** The link that packets to an address leave by. */
function linkFinder(facts: DirectorFacts, links: readonly Link[]): (address: Address) => Link | undefined {
  const wayTo = wayFinder(facts);
  const byName = new Map(links.map(link => [link.name, link]));
  return address => {
    const way = wayTo(address);
    return way.type === 'unknown' ? undefined : byName.get(way.interface);
  };
}

function roomFor({destination}: Server, link: Link | undefined): number | undefined {
  if (!link) return undefined;
  const outer = destination.address.family === 'ipv4' ? 20 : 40;
  const {type, flags} = destination.tunnel;
  const inner = type === gue ? 8 + 4 : type === gre ? (flags === 0 ? 4 : 8) : 0; // UDP and GUE; GRE with a checksum
  return link.mtu - outer - inner;
}

function innerFamily({service: {id}}: Server): 'ipv4' | 'ipv6' {
  return id.type === 'fwmark' ? id.family : id.address.family;
}
