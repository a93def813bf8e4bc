import type {Address} from '../net/address.js';

export type DaemonState = 'master' | 'backup';

/** What an administrator sets of a connection synchronization daemon (IPVS_DAEMON_ATTR_* of <linux/ip_vs.h>). */
export interface DaemonConfiguration {
  readonly state: DaemonState;
  /** Interface the multicasts leave or enter by; at most 15 bytes. */
  readonly interface: string;
  /** Accepted by ipvsadm as 0..255; the kernel does not check it. */
  readonly syncId: number;
  /** Largest sync message in bytes; 0 lets the kernel derive it from the interface's MTU. */
  readonly maximumLength: number;
  /** Multicast group; undefined for 224.0.0.81. */
  readonly group: Address | undefined;
  /** UDP port; 0 for 8848. */
  readonly port: number;
  /** 1..255; 0 for 1. */
  readonly ttl: number;
}
