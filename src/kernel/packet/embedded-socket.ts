import {type Address, type Ipv6Address, isSameAddress} from '../../net/address.js';
import {addressFromBytes, writeAddress} from '../../net/address-bytes.js';
import {internetChecksum} from '../../net/checksum.js';
import {multicastMac, writeMac} from '../../net/mac.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {FrameSocket, IpPacket, IpSocket, ReceivedFrame, VrrpSocketOptions} from '../../vrrp/ports.js';
import {advertisementGroups, vrrpProtocol} from './advertisement-groups.js';
import {type FrameFilter, passesFilter} from './berkeley-filter.js';
import {type EmbeddedSegment, isMulticast, type Station, type Transmission} from './embedded-segment.js';
import {errno, systemError} from './system-error.js';

/** Where an interface of a host is plugged in. */
export interface Plug {
  readonly segment: EmbeddedSegment;
  readonly station: Station;
}

/** What both kinds have. */
abstract class EmbeddedSocket<Packet> {
  onPacket: (packet: Packet) => void = () => {};
  onError: (error: Error) => void = () => {};
  isOpen = true;

  constructor(
    readonly interfaceIndex: number,
    protected readonly plug: Plug,
  ) {}

  receive(transmission: Transmission, at: Milliseconds): void {
    const packet = this.isOpen ? this.read(transmission, at) : undefined;
    if (packet) this.onPacket(packet);
  }

  close(): void {
    this.isOpen = false;
  }

  /** Undefined for what this socket does not get. */
  protected abstract read(transmission: Transmission, at: Milliseconds): Packet | undefined;

  /** @param length bytes of IP */
  protected transmit(transmission: Transmission, length: number): 'sent' | Error {
    const {segment, station} = this.plug;
    if (!this.isOpen) return new Error('the packet socket is closed');
    if (station.state === 'down') return systemError('sendto', errno.networkDown);
    if (length > station.mtu) return systemError('sendto', errno.messageSize);
    segment.send(station, transmission);
    return 'sent';
  }
}

export class EmbeddedIpSocket extends EmbeddedSocket<IpPacket> implements IpSocket {
  readonly #protocol: number;
  readonly #groups: readonly Address[];

  constructor(
    private readonly options: VrrpSocketOptions,
    plug: Plug,
  ) {
    super(options.interface, plug);
    this.#protocol = options.protocol ?? vrrpProtocol;
    this.#groups = options.groups ?? [advertisementGroups[options.family]];
  }

  send(packet: Uint8Array, destination: Address): 'sent' | Error {
    const bytes = completed(packet, this.plug.station.addresses);
    const protocol = bytes[destination.family === 'ipv4' ? 9 : 6] ?? 0;
    const source = this.plug.station.mac;
    return this.transmit({type: 'packet', source, protocol, destination, bytes}, bytes.length);
  }

  protected read(transmission: Transmission, at: Milliseconds): IpPacket | undefined {
    if (transmission.type !== 'packet' || transmission.protocol !== this.#protocol) return undefined;
    const {destination, bytes} = transmission;
    const {family, interface: index} = this.options;
    const addresses = [...this.#groups, ...this.plug.station.addresses];
    if (destination.family !== family || !addresses.some(address => isSameAddress(address, destination)))
      return undefined;
    if (family === 'ipv4') return {family, interface: index, at, bytes: bytes.slice()};
    return {
      family,
      interface: index,
      at,
      bytes: bytes.slice(40),
      source: addressFromBytes('ipv6', bytes, 8) as Ipv6Address,
      destination: addressFromBytes('ipv6', bytes, 24) as Ipv6Address,
      hopLimit: bytes[7],
    };
  }
}

export class EmbeddedFrameSocket extends EmbeddedSocket<ReceivedFrame> implements FrameSocket {
  constructor(
    interfaceIndex: number,
    plug: Plug,
    private readonly filter: FrameFilter,
  ) {
    super(interfaceIndex, plug);
  }

  send(frame: Uint8Array): 'sent' | Error {
    return this.transmit({type: 'frame', bytes: frame.slice()}, frame.length - 14);
  }

  protected read(transmission: Transmission, at: Milliseconds): ReceivedFrame | undefined {
    const bytes = frameOf(transmission, this.plug.station);
    return passesFilter(this.filter, bytes) ? {interface: this.interfaceIndex, at, bytes} : undefined;
  }
}

/** What arrives at a station, with its Ethernet header. */
function frameOf(transmission: Transmission, {mac}: Station): Uint8Array {
  if (transmission.type === 'frame') return transmission.bytes.slice();
  const {source, destination, bytes} = transmission;
  const frame = new Uint8Array(14 + bytes.length);
  writeMac(isMulticast(destination) ? multicastMac(destination) : mac, frame);
  writeMac(source, frame, 6);
  new DataView(frame.buffer).setUint16(12, destination.family === 'ipv4' ? 0x0800 : 0x86dd);
  frame.set(bytes, 14);
  return frame;
}

/** What Linux fills in with IP_HDRINCL: the length, the checksum, and a source that is zero (raw(7)). Of IPv6 nothing. */
function completed(packet: Uint8Array, addresses: readonly Address[]): Uint8Array {
  const bytes = packet.slice();
  if ((bytes[0] ?? 0) >>> 4 !== 4 || bytes.length < 20) return bytes;
  const view = new DataView(bytes.buffer);
  view.setUint16(2, bytes.length);
  const own = addresses.find(({family}) => family === 'ipv4');
  if (view.getUint32(12) === 0 && own) writeAddress(own, bytes, 12);
  view.setUint16(10, 0);
  view.setUint16(10, internetChecksum(bytes.subarray(0, 4 * (view.getUint8(0) & 15))));
  return bytes;
}
