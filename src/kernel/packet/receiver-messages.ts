import type {Milliseconds} from '../../vrrp/intervals.js';

/** What the receiving thread is started with. */
export interface ReceiverStart {
  /** An eventfd(2) that is written to when there is a command. */
  readonly wake: number;
}

/** To the receiving thread. */
export type Command =
  | ({readonly type: 'add'; readonly socket: number; readonly descriptor: number} & Reception)
  /** Waits until the descriptor is readable, once, and reads nothing. */
  | {readonly type: 'await'; readonly socket: number; readonly descriptor: number}
  | {readonly type: 'remove'; readonly socket: number}
  | {readonly type: 'end'};

/** How a socket receives. */
export interface Reception {
  /** Bytes of a datagram; more is cut off. */
  readonly largest: number;
  /** What comes is told at once, not some 40 ms later with what came meanwhile. */
  readonly isPrompt: boolean;
}

/** From the receiving thread. */
export type Report =
  /** For readArrivals. */
  | {readonly type: 'arrivals'; readonly batch: ArrayBuffer}
  /** It does not use the descriptor any more. */
  | {readonly type: 'removed'; readonly socket: number}
  /** What was awaited has come; it does not use the descriptor any more. */
  | {readonly type: 'readable'; readonly socket: number}
  /** recvmmsg(2) failed; the socket is still waited for. */
  | {readonly type: 'failed'; readonly socket: number; readonly errno: number};

/** What one socket received. */
export interface Arrival {
  readonly socket: number;
  /** Since 1970; 0 where the kernel did not tell. */
  readonly at: Milliseconds;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of more bytes than the socket's largest. */
  readonly isCut: boolean;
  /** The sender's struct sockaddr. */
  readonly name: Uint8Array<ArrayBuffer>;
  /** Of IPv6, as 16 bytes. */
  readonly destination: Uint8Array | undefined;
  readonly hopLimit: number | undefined;
}
