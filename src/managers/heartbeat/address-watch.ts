import {type Address, addressKey, type Ipv4Address, isSameAddress} from '../../net/address.js';
import type {Mac} from '../../net/mac.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import {decodeArpFrame} from '../../vrrp/arp-packet.js';
import type {FrameSocket, NetworkState} from '../../vrrp/ports.js';
import type {RouterWorld} from '../router-world.js';

/** Who claimed an address on the wire. */
export interface Claim {
  readonly at: Milliseconds;
  readonly station: Mac;
}

/** Sees addresses come and go on this host, and others claim them by ARP. */
export class AddressWatch {
  readonly #gone = new Map<string, Milliseconds>();
  readonly #come = new Map<string, Milliseconds>();
  readonly #claims = new Map<string, Claim>();
  readonly #loopbacks = new Set<number>();
  readonly #sockets: FrameSocket[] = [];
  #endWatch: () => void = () => {};
  #network: NetworkState | undefined;

  constructor(
    private readonly world: Pick<RouterWorld, 'network' | 'packets' | 'clock'>,
    private readonly addresses: readonly Address[],
  ) {}

  /** Begins; resolves when what is there is known. */
  async start(): Promise<void> {
    const {network, packets, clock} = this.world;
    this.#network = await network.read();
    for (const {index, isLoopback} of this.#network.links) if (isLoopback) this.#loopbacks.add(index);
    const watch = network.watch(
      events => {
        for (const event of events) {
          if (!('address' in event) || this.#loopbacks.has(event.address.interface)) continue;
          if (event.type === 'address-added') this.#come.set(addressKey(event.address.address), clock());
          if (event.type === 'address-removed') this.#gone.set(addressKey(event.address.address), clock());
        }
        this.#network = watch.state ?? this.#network;
      },
      () => {},
    );
    this.#endWatch = () => watch.close();
    for (const {index, isLoopback, mac, isUp} of this.#network.links) {
      if (isLoopback || !mac || !isUp) continue;
      try {
        const socket = packets.openArp(index);
        socket.onPacket = ({bytes, at}) => this.#hear(bytes, at);
        this.#sockets.push(socket);
      } catch {
        // without the right to listen there is one proof less
      }
    }
  }

  /** On an interface that clients reach: a director that is a real server too has it on lo while it is not master. */
  isHere(address: Address): boolean {
    return (this.#network?.addresses ?? []).some(
      each => isSameAddress(each.address, address) && !this.#loopbacks.has(each.interface),
    );
  }

  /** When it went, or came; undefined where that was not seen. */
  goneAt(address: Address): Milliseconds | undefined {
    return this.#gone.get(addressKey(address));
  }

  comeAt(address: Address): Milliseconds | undefined {
    return this.#come.get(addressKey(address));
  }

  /** Who said first that it is his since it went from here. */
  claimOf(address: Address): Claim | undefined {
    return this.#claims.get(addressKey(address));
  }

  close(): void {
    this.#endWatch();
    for (const socket of this.#sockets) socket.close();
  }

  #hear(bytes: Uint8Array, at: Milliseconds): void {
    const sender: {readonly senderAddress: Ipv4Address; readonly senderMac: Mac} | undefined =
      decodeArpFrame(bytes)?.packet;
    if (!sender) return;
    const claimed = this.addresses.find(address => isSameAddress(address, sender.senderAddress));
    if (!claimed || this.isHere(claimed) || this.#claims.has(addressKey(claimed))) return;
    this.#claims.set(addressKey(claimed), {at, station: sender.senderMac});
  }
}
