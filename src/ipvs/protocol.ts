/** Transport protocols an IPVS service can have (IPPROTO_* of <netinet/in.h>), with the words people use for them. */
export const protocols = [
  {number: 6, name: 'tcp', label: 'TCP'},
  {number: 17, name: 'udp', label: 'UDP'},
  {number: 132, name: 'sctp', label: 'SCTP'},
] as const;

export const tcp = 6;
export const udp = 17;
export const sctp = 132;

/** `tcp`, `udp`, `sctp`, or the number for a protocol that the kernel accepted without balancing it. */
export function protocolName(number: number): string {
  return protocols.find(protocol => protocol.number === number)?.name ?? String(number);
}
