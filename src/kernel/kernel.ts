/**
 * Seam 1: the kernel's own interfaces, and nothing above them. Linux implements it, and the embedded kernel;
 * everything above is the same code on both.
 */
export interface Kernel {
  readonly name: 'linux' | 'embedded';
  /**
   * Opens a netlink socket (AF_NETLINK, SOCK_RAW), bound to no group.
   * @param protocol NETLINK_* of <linux/netlink.h>
   * @param receiveBuffer bytes given to each recvmsg(2): the kernel fills dump datagrams up to it, 32 KiB at most
   * @throws Error with `code` when the socket cannot be had
   */
  openNetlink(protocol: number, receiveBuffer: number): NetlinkSocket;
  /**
   * A netlink socket that is told of events, with the largest receive queue to be had.
   * @param groups RTMGRP_* of <linux/rtnetlink.h>
   */
  subscribeNetlink?(protocol: number, receiveBuffer: number, groups: number): NetlinkSocket;
  /**
   * As openNetlink for thousands of exchanges in a row, where it can be had: slower to open, far cheaper to use. Its
   * datagrams are valid until the next send.
   */
  openBulkNetlink?(protocol: number, receiveBuffer: number): Promise<NetlinkSocket>;
  /** The text of a file under /proc in pieces, read only as fast as they are taken. A piece is valid until the next is asked for. Throws as open(2) and read(2) do. */
  readProc(path: string): Iterable<Uint8Array>;
  /** Writes a whole value to a file under /proc/sys. Throws as open(2) and write(2) do. */
  writeProc(path: string, value: string): void;
}

/** Datagrams to the kernel and back. */
export interface NetlinkSocket {
  /** Sends one datagram of one or more messages. The buffer may be used again once a reply has come. */
  send(datagram: Uint8Array): void;
  /** Whoever wants the replies; set before the first send. `datagram` is a view that stays valid. Returns true while more is awaited. */
  onDatagram: (datagram: Buffer) => unknown;
  /** A local failure of send or receive: ENOBUFS (replies were dropped), a truncated datagram, a closed socket. */
  onError: (error: Error) => void;
  close(): void;
}

/** NETLINK_ROUTE and NETLINK_GENERIC of <linux/netlink.h>. */
export const netlinkRoute = 0;
export const netlinkGeneric = 16;
