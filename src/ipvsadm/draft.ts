import {type Address, ipv4} from '../net/address.js';
import type {DaemonState} from '../ipvs/daemon.js';
import {directRouting, ipip} from '../ipvs/forwarding.js';
import {serviceFlag} from '../ipvs/service.js';
import type {OptionName} from './options.js';

/** What the options read so far say, over ipvsadm's defaults. */
export interface Draft {
  readonly given: Set<OptionName>;
  readonly leftover: readonly string[];
  /** 0 while no service is known: then no port name is. */
  protocol: number;
  address: Address;
  port: number;
  /** 0 for none. */
  fwmark: number;
  isIpv6Mark: boolean;
  scheduler: string;
  flags: number;
  schedulerFlagList: string;
  timeout: number;
  netmask: number;
  persistenceEngine: string;
  server: {readonly address: Address; readonly port: number};
  forwarding: number;
  weight: number;
  upperThreshold: number;
  lowerThreshold: number;
  tunnelType: number;
  tunnelPort: number;
  tunnelFlags: number;
  daemonState: DaemonState;
  interface: string;
  syncId: number;
  maximumLength: number;
  group: Address | undefined;
  multicastPort: number;
  ttl: number;
}

const noAddress = ipv4(0);
const noServer = {address: noAddress, port: 0};

export function emptyDraft(leftover: readonly string[]): Draft {
  return {
    given: new Set(),
    leftover,
    protocol: 0,
    address: noAddress,
    port: 0,
    fwmark: 0,
    isIpv6Mark: false,
    scheduler: 'wlc',
    flags: 0,
    schedulerFlagList: '',
    timeout: 0,
    netmask: 0xffffffff,
    persistenceEngine: '',
    server: noServer,
    forwarding: directRouting,
    weight: 1,
    upperThreshold: 0,
    lowerThreshold: 0,
    tunnelType: ipip,
    tunnelPort: 0,
    tunnelFlags: 0,
    daemonState: 'master',
    interface: 'eth0',
    syncId: 0,
    maximumLength: 0,
    group: undefined,
    multicastPort: 0,
    ttl: 0,
  };
}

export function draftIsPersistent(draft: Draft): boolean {
  return (draft.flags & serviceFlag.persistent) !== 0;
}

/** The family of the service read so far; IPv4 while there is none. */
export function draftFamily(draft: Draft): Address['family'] {
  if (draft.fwmark !== 0) return draft.isIpv6Mark ? 'ipv6' : 'ipv4';
  return draft.address.family;
}
