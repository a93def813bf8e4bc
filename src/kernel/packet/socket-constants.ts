/** AF_* of <linux/socket.h>. */
export const addressFamily = {ipv4: 2, ipv6: 10, netlink: 16, packet: 17} as const;

/** SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK. */
export const rawSocket = 0o2004003;

/** SOL_* and IPPROTO_*. */
export const level = {socket: 1, ipv4: 0, ipv6: 41, packet: 263, netlink: 270} as const;

/** SO_* of <asm-generic/socket.h>. A control message has the number of the option that asks for it. */
export const socketOption = {
  receiveBuffer: 8,
  bindToDevice: 25,
  attachFilter: 26,
  receiveBufferForce: 33,
  timestampNanoseconds: 35,
} as const;

/** PACKET_* of <linux/if_packet.h>; the kind of membership is PACKET_MR_MULTICAST. */
export const packetOption = {addMembership: 1, ignoreOutgoing: 23} as const;
export const multicastMembership = 0;

/** IP_* of <linux/in.h>. */
export const ipv4Option = {headerIncluded: 3, multicastLoop: 34, addMembership: 35} as const;

/** IPV6_* of <linux/in6.h>. */
export const ipv6Option = {
  multicastLoop: 19,
  joinGroup: 20,
  headerIncluded: 36,
  receivePacketInformation: 49,
  packetInformation: 50,
  receiveHopLimit: 51,
  hopLimit: 52,
} as const;

/** MSG_* of <linux/socket.h>. */
export const messageFlag = {truncated: 0x20, dontWait: 0x40} as const;

/** POLLIN; POLLERR comes unasked. */
export const pollReadable = 1;

/** EFD_CLOEXEC | EFD_NONBLOCK. */
export const eventDescriptor = 0o2004000;
