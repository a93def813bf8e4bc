import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {formatAddress} from '../../src/net/address.js';
import {LinuxPacketPort} from '../../src/kernel/packet/linux-packet-port.js';
import {decodeArpFrame} from '../../src/vrrp/arp-packet.js';
import {decodeAdvertisement} from '../../src/vrrp/decode-advertisement.js';
import {decodeEthernetFrame} from '../../src/vrrp/ethernet-frame.js';
import {parseIpv4Packet} from '../../src/vrrp/ipv4-packet.js';
import {Director} from '../../test/directors/director.js';
import {Switches} from '../../test/directors/switches.js';

/** An advertisement as a third host saw it, with the kernel's time. */
export interface Seen {
  readonly at: number;
  readonly source: string;
  readonly virtualRouter: number;
  readonly priority: number;
}

/** Two directors on a segment, and a third host that sees everything. */
export class RouterSegment {
  readonly #switches = new Switches(1);
  readonly #folder = mkdtempSync(join(tmpdir(), 'lvsctl-bench-'));
  readonly a: Director;
  readonly b: Director;
  readonly observer: Director;
  readonly seen: Seen[] = [];
  /** Gratuitous ARP. */
  readonly told: {readonly at: number; readonly address: string}[] = [];
  readonly #ports: LinuxPacketPort[] = [];

  constructor() {
    const [a, b, observer] = ['a', 'b', 'c'].map(
      (name, i) => new Director(name, i + 1, this.#switches, join(this.#folder, name)),
    ) as [Director, Director, Director];
    [this.a, this.b, this.observer] = [a, b, observer];
    this.#observe();
  }

  async remove(): Promise<void> {
    await Promise.all(this.#ports.map(port => port.close()));
    await Promise.all([this.a, this.b, this.observer].map(director => director.remove()));
    this.#switches.remove();
    rmSync(this.#folder, {recursive: true, force: true});
  }

  #observe(): void {
    const {namespace} = this.observer;
    const port = new LinuxPacketPort(namespace.receiver);
    this.#ports.push(port);
    const index = namespace.indexOf('eth0');
    namespace.within(() => {
      port.openAdvertisements({interface: index, family: 'ipv4'}).onPacket = ({at, bytes}) => {
        const frame = decodeEthernetFrame(bytes);
        const packet = frame && parseIpv4Packet(frame.payload);
        const decoded = packet?.ok ? decodeAdvertisement(packet.datagram) : undefined;
        if (!packet?.ok || !decoded?.ok) return;
        const {virtualRouter, priority} = decoded.advertisement;
        this.seen.push({at, source: formatAddress(packet.datagram.source), virtualRouter, priority});
      };
      port.openArp(index).onPacket = ({at, bytes}) => {
        const packet = decodeArpFrame(bytes)?.packet;
        if (packet && packet.senderAddress.value === packet.targetAddress.value)
          this.told.push({at, address: formatAddress(packet.senderAddress)});
      };
    });
  }
}
