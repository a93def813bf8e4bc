/** Packet forwarding methods: IP_VS_CONN_F_* of <linux/ip_vs.h>, masked with IP_VS_CONN_F_FWD_MASK. */
export const masquerading = 0;
export const localNode = 1;
export const tunneling = 2;
export const directRouting = 3;
export const bypass = 4;

/** One row a method: ip_vs.h's number, ipvsadm's option and listing word, and the name in our own output. */
export const forwardingMethods = [
  {number: masquerading, option: '-m', word: 'Masq', name: 'masquerading'},
  {number: localNode, option: '-g', word: 'Local', name: 'local'},
  {number: tunneling, option: '-i', word: 'Tunnel', name: 'tunnel'},
  {number: directRouting, option: '-g', word: 'Route', name: 'direct'},
] as const;

/** Tunnel types: IP_VS_CONN_F_TUNNEL_TYPE_* of <linux/ip_vs.h>, from Linux 5.2 (gue) and 5.3 (gre). */
export const tunnelTypes = [
  {number: 0, name: 'ipip'},
  {number: 1, name: 'gue'},
  {number: 2, name: 'gre'},
] as const;

export const ipip = 0;
export const gue = 1;
export const gre = 2;

/** Tunnel checksum flags: IP_VS_TUNNEL_ENCAP_FLAG_*. */
export const tunnelChecksum = 1;
export const tunnelRemoteChecksum = 2;

/** How packets reach a real server that is tunneled to; all zero for the other methods. */
export interface Tunnel {
  readonly type: number;
  /** UDP port of a GUE tunnel, 0..65535. */
  readonly port: number;
  readonly flags: number;
}

export const plainTunnel: Tunnel = {type: ipip, port: 0, flags: 0};

export function forwardingName(number: number): string {
  return (
    forwardingMethods.find(method => method.number === number)?.name ??
    (number === bypass ? 'bypass' : `method-${number}`)
  );
}

export function tunnelTypeName(number: number): string {
  return tunnelTypes.find(type => type.number === number)?.name ?? `type-${number}`;
}
