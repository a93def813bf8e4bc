import {type Address, parseAddress} from '../../../src/net/address.js';
import {mac} from '../../../src/net/mac.js';
import {EmbeddedNetwork} from '../../../src/kernel/packet/embedded-network.js';
import {EmbeddedPacketPort} from '../../../src/kernel/packet/embedded-packet-port.js';
import {EmbeddedSegment} from '../../../src/kernel/packet/embedded-segment.js';
import type {Link} from '../../../src/vrrp/ports.js';

/** Hosts on an embedded segment, and a clock that goes only when it is told to. */
export class Neighbourhood {
  readonly segment = new EmbeddedSegment(0);
  now = 0;
  #timers: {readonly at: number; readonly call: () => void}[] = [];
  #count = 0;

  join(...addresses: readonly string[]) {
    const number = ++this.#count;
    const station = this.segment.join(mac(0x020000000000 + number), []);
    const link: Link = {
      index: 2,
      name: 'eth0',
      mac: station.mac,
      mtu: 1500,
      isUp: true,
      isRunning: true,
      hasCarrier: true,
      isLoopback: false,
      operationalState: 'up',
      master: undefined,
      parent: undefined,
      kind: undefined,
    };
    const network = new EmbeddedNetwork(
      {links: [link], addresses: addresses.map(text => ownAddress(parseAddress(text)!))},
      new Map([[2, station]]),
    );
    const packets = new EmbeddedPacketPort(new Map([[2, {segment: this.segment, station}]]));
    return {link, network, packets, station, world: {packets, clock: () => this.now, after: this.after}};
  }

  readonly after = (delay: number, call: () => void): (() => void) => {
    const timer = {at: this.now + delay, call};
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter(other => other !== timer));
  };

  /** Lets time pass until something has settled. */
  async settle<T>(promise: Promise<T>): Promise<T> {
    const progress = {isOver: false};
    const end = () => (progress.isOver = true);
    promise.then(end, end);
    for (let step = 0; step < 100_000 && !progress.isOver; step++) {
      await Promise.resolve();
      this.segment.advance(this.now);
      for (const timer of this.#timers.filter(({at}) => at <= this.now)) {
        this.#timers = this.#timers.filter(other => other !== timer);
        timer.call();
      }
      this.segment.advance(this.now);
      if (step % 10 === 9) this.now++;
    }
    return promise;
  }
}

function ownAddress(address: Address) {
  return {
    interface: 2,
    address,
    prefixLength: address.family === 'ipv4' ? 24 : 64,
    peer: undefined,
    broadcast: undefined,
    label: undefined,
    scope: 0,
    flags: ['permanent'] as const,
    protocol: undefined,
  };
}
