import {type Address, isSameAddress} from '../../net/address.js';
import type {Advertisement} from '../advertisement.js';
import {checkAdvertisement, type Expectation} from '../check-advertisement.js';
import type {Datagram} from '../datagram.js';
import {decodeAdvertisement} from '../decode-advertisement.js';
import type {Adjustment} from '../findings/knowledge.js';
import type {Milliseconds} from '../intervals.js';
import type {InterfaceAddress} from '../ports.js';
import type {Cause} from '../router/cause.js';
import type {GroupSettings, OwnAddress, RouterSettings} from '../router/configuration.js';
import {advertisementPackets, type OwnPacket, vrrpPacket} from './advertisement-packets.js';
import {Counters} from './counters.js';
import {
  decodeHandoverMessage,
  encodeHandoverMessage,
  type HandoverMessage,
  isHandoverType,
} from './handover-message.js';
import type {Router} from '../router/router.js';
import type {AddressHolder} from './kept-address.js';
import {placeOf, type SharedSocket, type SocketUser, type VrrpSockets} from './vrrp-sockets.js';

/** Whoever acts for a virtual router. */
export interface RouterListener {
  /** Whether an address is this host's, on the link of the router: what comes from there is its own, come back. */
  isOwn(router: LocalRouter, source: Address): boolean;
  onAdvertisement(router: LocalRouter, source: Address, advertisement: Advertisement): void;
  onHandoverMessage(router: LocalRouter, source: Address, message: HandoverMessage): void;
  onBroken(router: LocalRouter, error: Error): void;
}

/** A virtual router of this host: what it says and hears, and on which socket. */
export class LocalRouter implements AddressHolder, SocketUser {
  readonly counters = new Counters();
  group: GroupSettings | undefined;
  /** As of the effects that were carried out. */
  state: Router['state'] = 'initialize';
  since: Milliseconds;
  /** Its addresses are on their way out. */
  isWithdrawing = false;
  cause: Cause = {type: 'startup'};
  /** Since it became master, its addresses have been told once more. */
  hasToldAgain = false;
  /** Its addresses on this host, as seen a moment ago while it was no master. */
  strays: readonly InterfaceAddress[] = [];
  /** What makes its priority another than its configuration's. */
  adjustments: readonly Adjustment[] = [];
  /** Why there is no socket. */
  socketFault: string | undefined;
  #settings: RouterSettings;
  #expected: Expectation;
  #source: Address | undefined;
  #socket: SharedSocket | undefined;
  /** By priority. */
  readonly #packets = new Map<number, readonly OwnPacket[]>();

  constructor(
    settings: RouterSettings,
    now: Milliseconds,
    private readonly listener: RouterListener,
  ) {
    this.since = now;
    this.#settings = settings;
    this.#expected = expectationOf(settings);
  }

  get settings(): RouterSettings {
    return this.#settings;
  }

  set settings(settings: RouterSettings) {
    this.#settings = settings;
    this.#expected = expectationOf(settings);
    this.#packets.clear();
  }

  get name(): string {
    return this.#settings.name;
  }

  get virtualRouter(): number {
    return this.#settings.virtualRouter;
  }

  get source(): Address | undefined {
    return this.#source;
  }

  set source(source: Address | undefined) {
    if (source && this.#source && isSameAddress(source, this.#source)) return;
    this.#source = source;
    this.#packets.clear();
  }

  /** All that it has as master. */
  get addresses(): readonly OwnAddress[] {
    return [...this.#settings.addresses, ...this.#settings.excluded];
  }

  /** Where one of its addresses belongs. */
  readonly linkOf = (own: OwnAddress): string => own.interface ?? this.#settings.interface;

  get socket(): SharedSocket | undefined {
    return this.#socket;
  }

  /** Another socket, if the place is another. Throws an Error with `code`. @param index of its link; undefined where there is none */
  connect(sockets: VrrpSockets, index: number | undefined): void {
    const before = this.#socket;
    this.#socket = undefined;
    try {
      if (index !== undefined) this.#socket = sockets.acquire(placeOf(this.#settings, index), this);
      this.#socket?.listen(this); // in the place of whoever had its number
    } finally {
      if (before !== this.#socket) before?.release(this);
    }
  }

  /** It may still say something. */
  ignore(): void {
    this.#socket?.ignore(this);
  }

  disconnect(): void {
    this.#socket?.release(this);
    this.#socket = undefined;
  }

  /** @returns the first error where something was not taken */
  advertise(priority: number): Error | undefined {
    const socket = this.#socket;
    const source = this.#source;
    if (!socket || !source) return new Error('there is nothing to send it with');
    const packets = this.#packets.get(priority) ?? advertisementPackets(this.#settings, source, priority);
    this.#packets.set(priority, packets);
    const outcomes = packets.map(({bytes, destination}) => socket.send(bytes, destination));
    this.counters.sent++;
    if (priority === 0) this.counters.priorityZeroSent++;
    return outcomes.find(outcome => outcome !== 'sent');
  }

  sendHandoverMessage(message: HandoverMessage, destination: Address): 'sent' | Error {
    if (!this.#socket || !this.#source) return new Error('there is nothing to send it with');
    const route = {source: this.#source, destination};
    return this.#socket.send(vrrpPacket(route, encodeHandoverMessage(message, route)), destination);
  }

  hear(datagram: Datagram): void {
    const {source, payload} = datagram;
    if (this.listener.isOwn(this, source)) return;
    if (isHandoverType(payload)) return this.#hearHandoverMessage(datagram);
    const decoded = decodeAdvertisement(datagram);
    const checked = decoded.ok ? checkAdvertisement(decoded, datagram, this.#expected) : decoded;
    if (!checked.ok) return this.counters.countRejection(checked.rejection.code);
    for (const {code} of checked.remarks) this.counters.countRejection(code);
    this.counters.received++;
    if (checked.advertisement.priority === 0) this.counters.priorityZeroReceived++;
    this.listener.onAdvertisement(this, source, checked.advertisement);
  }

  onBroken(error: Error): void {
    this.#socket = undefined;
    this.listener.onBroken(this, error);
  }

  #hearHandoverMessage(datagram: Datagram): void {
    const message = decodeHandoverMessage(datagram);
    if (!message || message.version !== this.#settings.rules.version) return this.counters.countRejection('type');
    this.listener.onHandoverMessage(this, datagram.source, message);
  }
}

function expectationOf({
  virtualRouter,
  rules,
  addresses,
  authentication,
  checksums,
  unicast,
}: RouterSettings): Expectation {
  const isOpen = unicast?.peers.every(
    ({minimumHopLimit, maximumHopLimit}) => minimumHopLimit === 0 && maximumHopLimit === 255,
  );
  return {
    virtualRouter,
    version: rules.version,
    interval: rules.interval,
    addresses: addresses.map(({address}) => address),
    authentication,
    checksums,
    senders: unicast ? (isOpen ? 'unicast' : unicast.peers) : 'multicast',
    isDeafOwner: false, // erratum 8298 of RFC 9568
  };
}
