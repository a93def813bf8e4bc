import {formatAddress} from '../../src/net/address.js';
import {LinuxPacketPort} from '../../src/kernel/packet/linux-packet-port.js';
import {eventOfAdvertisement} from '../../src/vrrp/listener/arrivals.js';
import type {FrameSocket} from '../../src/vrrp/ports.js';
import type {Director} from './director.js';

export interface HeardOnWire {
  /** As the kernel took it from the network: milliseconds since 1970. */
  readonly at: number;
  readonly source: string;
  readonly virtualRouter: number;
  readonly priority: number;
  readonly interval: number;
}

/** The advertisements that pass a host, with the times of its kernel. */
export class Wire {
  readonly heard: HeardOnWire[] = [];
  readonly #port: LinuxPacketPort;
  readonly #socket: FrameSocket;

  constructor({namespace}: Director, link = 'eth0', family: 'ipv4' | 'ipv6' = 'ipv4') {
    this.#port = new LinuxPacketPort(namespace.receiver);
    const index = namespace.indexOf(link);
    this.#socket = namespace.within(() => this.#port.openAdvertisements({interface: index, family}));
    this.#socket.onPacket = frame => {
      const event = eventOfAdvertisement(frame, () => true);
      if (event?.type !== 'advertisement') return;
      const {virtualRouter, priority, interval} = event.advertisement;
      const source = formatAddress(event.source);
      this.heard.push({at: frame.at, source, virtualRouter, priority, interval});
    };
  }

  /**
   * The longest time between two advertisements of a master that went on being it.
   * @param since milliseconds since 1970
   */
  longestPause(source: string, since = 0): number {
    let longest = 0;
    let last: number | undefined;
    for (const one of this.heard) {
      if (one.source !== source || one.at < since) continue;
      if (last !== undefined) longest = Math.max(longest, one.at - last);
      last = one.at;
    }
    return longest;
  }

  /** How often somebody else than the one before was heard as master. */
  changes(since = 0): readonly string[] {
    const masters = this.heard.filter(({at, priority}) => at >= since && priority > 0).map(({source}) => source);
    return masters.filter((source, i) => source !== masters[i - 1]);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#port.close();
  }
}
