/** Names of /etc/protocols that rules are written with. */
const numbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  ipip: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  icmpv6: 58,
  ospf: 89,
  ospfigp: 89,
  pim: 103,
  vrrp: 112,
  carp: 112,
  l2tp: 115,
  sctp: 132,
  udplite: 136,
};

/** The number of a protocol by its name or number; undefined for a name that nobody here knows. */
export function protocolNumber(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : numbers[text.toLowerCase()];
}
