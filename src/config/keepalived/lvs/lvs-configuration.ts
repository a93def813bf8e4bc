import type {Tunnel} from '../../../ipvs/forwarding.js';
import type {Address, Family} from '../../../net/address.js';
import type {Place} from '../problem.js';
import type {Secret} from '../secret.js';
import type {Command, Weight} from '../walk/section.js';

export type Milliseconds = number;

/** How packets are forwarded: a number of ipvs/forwarding.ts. */
export interface ForwardingMethod {
  readonly forwarding: number;
  readonly tunnel: Tunnel;
}

/** An address, or some in a row, with a port; 0 for all ports. */
export interface AddressRange {
  readonly type: 'range';
  readonly place: Place;
  readonly first: Address;
  readonly last: Address;
  readonly port: number;
}

export interface FirewallMark {
  readonly type: 'fwmark';
  readonly place: Place;
  readonly fwmark: number;
  readonly family?: Family;
}

export interface VirtualServerGroup {
  readonly name: string;
  readonly place: Place;
  readonly members: readonly (AddressRange | FirewallMark)[];
}

/** What a virtual server is for. */
export type VirtualServerSubject =
  | {readonly type: 'address'; readonly address: Address; readonly port: number}
  | {readonly type: 'fwmark'; readonly fwmark: number}
  | {readonly type: 'group'; readonly name: string};

/** When a check runs and how often it tries; the defaults of virtual and real server are in it. */
export interface CheckSchedule {
  readonly interval: Milliseconds;
  /** Further tries before it has failed. */
  readonly retries: number;
  readonly retryDelay: Milliseconds;
  /** The first check is at a random time within it. */
  readonly warmup: Milliseconds;
  /** The server is down until checked. */
  readonly startsDown: boolean;
  readonly logsAllFailures: boolean;
}

export interface CheckConnection {
  readonly address: Address;
  readonly port: number;
  readonly timeout: Milliseconds;
  readonly bindAddress?: Address;
  readonly bindPort?: number;
  readonly bindInterface?: string;
  readonly fwmark?: number;
}

export interface CheckedUrl {
  readonly path: string;
  /** MD5, in hexadecimal. */
  readonly digest?: string;
  /** Codes of success, from and to. */
  readonly statusCodes: readonly (readonly [number, number])[];
  readonly virtualHost?: string;
  readonly regex?: {
    readonly pattern: string;
    readonly options: readonly string[];
    readonly mustNotMatch: boolean;
    readonly leastOffset?: number;
    readonly mostOffset?: number;
  };
}

/** One byte that a reply must have; undefined nibbles may be anything. */
export interface ReplyByte {
  readonly value: number;
  readonly mask: number;
}

export type CheckKind =
  | {readonly type: 'tcp' | 'ping'}
  | {
      readonly type: 'http';
      readonly isSecure: boolean;
      readonly version: '1.0' | '1.0C' | '1.1';
      readonly virtualHost?: string;
      readonly sendsServerName: boolean;
      readonly recoversFast: boolean;
      readonly urls: readonly CheckedUrl[];
    }
  | {readonly type: 'smtp'; readonly helo: string}
  | {readonly type: 'dns'; readonly recordType: string; readonly name: string}
  | {
      readonly type: 'udp';
      readonly payload: readonly number[];
      readonly requiresReply: boolean;
      readonly reply: readonly ReplyByte[];
      readonly leastLength: number;
      readonly mostLength: number;
    }
  | {
      readonly type: 'command';
      readonly command: Command;
      /** 0 for none. */
      readonly timeout: Milliseconds;
      /** Its exit status changes the weight. */
      readonly isDynamic: boolean;
    }
  | {readonly type: 'file'; readonly file: string; readonly weight: Weight}
  | {readonly type: 'bfd'; readonly name: string};

/** One check of a real server, as it is configured; nothing here runs. */
export interface CheckDescription {
  readonly kind: CheckKind;
  readonly place: Place;
  readonly schedule: CheckSchedule;
  /** Of those that connect somewhere. */
  readonly connection?: CheckConnection;
}

export interface RealServer extends ForwardingMethod {
  readonly place: Place;
  readonly address: Address;
  readonly port: number;
  readonly weight: number;
  readonly upperThreshold: number;
  readonly lowerThreshold: number;
  readonly inhibitsOnFailure: boolean;
  readonly checks: readonly CheckDescription[];
  readonly notifyUp?: Command;
  readonly notifyDown?: Command;
  readonly virtualHost?: string;
  readonly sendsMail: boolean;
}

export interface SorryServer extends ForwardingMethod {
  readonly place: Place;
  readonly address: Address;
  readonly port: number;
  readonly inhibitsOnFailure: boolean;
}

export interface VirtualServer {
  readonly place: Place;
  readonly subject: VirtualServerSubject;
  readonly family?: Family;
  /** A number of ipvs/protocol.ts; 0 for firewall marks. */
  readonly protocol: number;
  readonly scheduler: string;
  /** IP_VS_SVC_F_*, see serviceFlag of ipvs/service.ts. */
  readonly flags: number;
  /** Seconds; 0 for none. */
  readonly persistenceTimeout: number;
  /** As ServiceConfiguration of ipvs/service.ts has it. */
  readonly netmask?: number;
  readonly persistenceEngine: string;
  readonly quorum: number;
  readonly hysteresis: number;
  readonly quorumUp?: Command;
  readonly quorumDown?: Command;
  readonly suspendsWithoutAddress: boolean;
  readonly notifiesAtEnd: boolean;
  readonly virtualHost?: string;
  readonly snmpName?: string;
  readonly sorryServer?: SorryServer;
  readonly realServers: readonly RealServer[];
}

export interface TlsFiles {
  readonly password?: Secret;
  readonly authority?: string;
  readonly certificate?: string;
  readonly key?: string;
}

/** What the health checker makes of the configuration. */
export interface LvsConfiguration {
  readonly virtualServers: readonly VirtualServer[];
  readonly groups: readonly VirtualServerGroup[];
  readonly tls?: TlsFiles;
}
