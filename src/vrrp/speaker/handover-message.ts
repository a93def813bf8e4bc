import {hasValidChecksum, internetChecksum, pseudoHeaderSum} from '../../net/checksum.js';
import type {Datagram, Route} from '../datagram.js';
import type {Version} from '../intervals.js';
import {isMulticast} from '../multicast.js';
import {linkLocalHopLimit, protocolNumbers} from '../protocol-numbers.js';
import type {SyncReadiness} from './speaker-control.js';

/**
 * What two speakers say to each other before a planned handover, as VRRP packets to one host: a type that no version has,
 * so that every other router discards them (RFC 9568 §5.2.2, §7.1). Like VRRP itself they are not authenticated, and as
 * with VRRP only a host on the link can say them (hop limit 255). What they can bring about is not more than its
 * advertisements can: a backup that does not wait after the goodbye of the very master that it hears, for a second.
 */
export interface HandoverMessage {
  readonly version: Version;
  readonly virtualRouter: number;
  /** `cancel`: nothing comes of it. */
  readonly kind: 'ask' | 'ready' | 'refuse' | 'cancel';
  /** Nothing is to follow; what is said is only wanted to be known. */
  readonly isOnlyAsked: boolean;
  /** Of the question; the same in the answers. */
  readonly nonce: bigint;
  /** Connection synchronization of whoever speaks. */
  readonly sync: SyncReadiness['state'];
  /** Of a refusal. */
  readonly reason: RefusalReason | undefined;
}

/** Why a peer does not take over, and what to do about it. */
export const refusalReasons = {
  'not-backup': {number: 1, words: 'it is not backup of this virtual router'},
  'other-master': {number: 2, words: 'it hears another master: look why both are (lvsctl vrrp)'},
  held: {number: 3, words: 'an operator holds it as backup: release it there first (lvsctl release)'},
  fault: {number: 4, words: 'something keeps it from being master: lvsctl vrrp says there what'},
  'sync-behind': {
    number: 5,
    words: 'it does not have all connections yet: wait until its connection sync has caught up',
  },
  'sync-group': {number: 6, words: 'other members of its sync group are not backup'},
} as const satisfies Record<string, {readonly number: number; readonly words: string}>;

export type RefusalReason = keyof typeof refusalReasons;

/** After the version, where an advertisement has 1. */
const type = 15;
/** Version and type, VRID, kind, flags, sync, reason, checksum, mark, nonce. */
const length = 20;
/** `lvsc`: another router may have its own messages of this type. */
const mark = 0x6c767363;
const kinds = ['ask', 'ready', 'refuse', 'cancel'] as const satisfies readonly HandoverMessage['kind'][];
const syncStates = ['none', 'ready', 'behind'] as const satisfies readonly SyncReadiness['state'][];
const flagOnlyAsked = 1;

export function encodeHandoverMessage(message: HandoverMessage, route: Route): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, (message.version << 4) | type);
  view.setUint8(1, message.virtualRouter);
  view.setUint8(2, kinds.indexOf(message.kind) + 1);
  view.setUint8(3, message.isOnlyAsked ? flagOnlyAsked : 0);
  view.setUint8(4, syncStates.indexOf(message.sync));
  view.setUint8(5, message.reason ? refusalReasons[message.reason].number : 0);
  view.setUint32(8, mark);
  view.setBigUint64(12, message.nonce);
  view.setUint16(
    6,
    internetChecksum(bytes, pseudoHeaderSum(route.source, route.destination, protocolNumbers.vrrp, length)),
  );
  return bytes;
}

/** Whether a message is of the type that handovers have, whatever else it says. */
export function isHandoverType(payload: Uint8Array): boolean {
  return ((payload[0] ?? 0) & 15) === type;
}

/** Undefined for anything that encodeHandoverMessage does not make, that a router may have forwarded, or that is for many. */
export function decodeHandoverMessage(datagram: Datagram): HandoverMessage | undefined {
  const {source, destination, hopLimit, payload} = datagram;
  if (hopLimit !== linkLocalHopLimit || isMulticast(destination) || payload.length !== length) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset, length);
  if (!isHandoverType(payload) || view.getUint32(8) !== mark) return undefined;
  if (!hasValidChecksum(payload, pseudoHeaderSum(source, destination, protocolNumbers.vrrp, length))) return undefined;
  const version = view.getUint8(0) >>> 4;
  const virtualRouter = view.getUint8(1);
  const kind = kinds[view.getUint8(2) - 1];
  const flags = view.getUint8(3);
  const sync = syncStates[view.getUint8(4)];
  const reason = reasonOf(view.getUint8(5));
  if ((version !== 2 && version !== 3) || virtualRouter === 0 || !kind || flags > flagOnlyAsked || !sync)
    return undefined;
  if ((kind === 'refuse') !== (reason !== undefined) || (!reason && view.getUint8(5) !== 0)) return undefined;
  return {
    version,
    virtualRouter,
    kind,
    isOnlyAsked: flags === flagOnlyAsked,
    nonce: view.getBigUint64(12),
    sync,
    reason,
  };
}

function reasonOf(number: number): RefusalReason | undefined {
  return (Object.keys(refusalReasons) as RefusalReason[]).find(name => refusalReasons[name].number === number);
}
