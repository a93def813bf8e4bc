import {addressKey, formatAddress} from '../../../net/address.js';
import type {VrrpInstance} from '../../../config/keepalived/vrrp/vrrp-configuration.js';
import {decodeAdvertisement} from '../../../vrrp/decode-advertisement.js';
import {datagramFromIpv6Socket} from '../../../vrrp/datagram.js';
import {parseIpv4Packet} from '../../../vrrp/ipv4-packet.js';
import type {IpPacket, IpSocket, Link, NetworkEvent, NetworkState, NetworkWatch} from '../../../vrrp/ports.js';
import type {Process} from '../../machine.js';
import type {RouterWorld} from '../../router-world.js';
import {until} from '../../until.js';

/** Watches that nothing of a host's virtual routers moves: processes, addresses, other masters. */
export class MovementWatch {
  readonly #movements: string[] = [];
  readonly #ends: (() => void)[] = [];
  #network: NetworkWatch | undefined;
  #before: ReadonlySet<string> = new Set();

  constructor(
    private readonly world: RouterWorld,
    private readonly instances: readonly VrrpInstance[],
    private readonly processes: readonly Process[],
  ) {}

  /** Everything that moved so far, in words. */
  get movements(): readonly string[] {
    return this.#movements;
  }

  /** @throws Error where this cannot be watched */
  async start(): Promise<void> {
    const own = new Set(this.instances.flatMap(addressesOf));
    let hasSnapshot = false;
    this.#network = this.world.network.watch(
      events => {
        hasSnapshot ||= events.some(({type}) => type === 'snapshot');
        for (const event of events) this.#note(event, own);
      },
      error => this.#movements.push(`addresses cannot be watched any more: ${error.message}`),
    );
    if (!(await until(this.world, () => hasSnapshot, 5000))) throw new Error('the kernel does not tell its addresses');
    const state = this.#network.state as NetworkState;
    this.#before = keysOf(state);
    for (const one of this.processes)
      this.#ends.push(
        this.world.machine.onExit(one, () => this.#movements.push(`keepalived's process ${one.pid} ended`)),
      );
    for (const link of state.links) this.#listen(link);
  }

  /** Whether every address of the instances is where it was, and every process is there. */
  isAsBefore(): boolean {
    const state = this.#network?.state;
    const own = this.instances.flatMap(addressesOf);
    const now = state && keysOf(state);
    return (
      now !== undefined &&
      own.every(key => now.has(key) === this.#before.has(key)) &&
      this.processes.every(({pid, startTicks}) => {
        const found = this.world.machine.process(pid);
        return found?.startTicks === startTicks && found.state !== 'zombie';
      })
    );
  }

  /** Begins anew: what moved until now is known. */
  forget(): void {
    this.#movements.length = 0;
  }

  close(): void {
    this.#network?.close();
    for (const end of this.#ends.splice(0)) end();
  }

  #note(event: NetworkEvent, own: ReadonlySet<string>): void {
    if (event.type !== 'address-added' && event.type !== 'address-removed') return;
    if (!own.has(addressKey(event.address.address))) return;
    const verb = event.type === 'address-added' ? 'added' : 'removed';
    this.#movements.push(`${formatAddress(event.address.address)} was ${verb}`);
  }

  /** Those whose addresses are here have no other master, or have one now. */
  #listen(link: Link): void {
    const here = this.instances.filter(
      instance =>
        instance.interface === link.name &&
        instance.addresses.length > 0 &&
        instance.addresses.every(({address}) => this.#before.has(addressKey(address))),
    );
    for (const family of ['ipv4', 'ipv6'] as const) {
      const masters = here.filter(instance => instance.family === family);
      if (masters.length === 0) continue;
      const groups = masters.flatMap(({multicastGroup}) => multicastGroup ?? []);
      const socket = this.world.packets.openVrrp({
        interface: link.index,
        family,
        ...(groups.length > 0 ? {groups} : {}),
      });
      this.#ends.push(() => socket.close());
      this.#hear(socket, masters);
    }
  }

  #hear(socket: IpSocket, masters: readonly VrrpInstance[]): void {
    socket.onPacket = packet => {
      const heard = advertisementOf(packet);
      const instance = masters.find(({virtualRouterId}) => virtualRouterId === heard?.virtualRouter);
      if (heard && instance && heard.priority > 0) this.#movements.push(`another master of ${instance.name} was heard`);
    };
    socket.onError = error => this.#movements.push(`other masters cannot be heard any more: ${error.message}`);
  }
}

function advertisementOf(packet: IpPacket) {
  const parsed =
    packet.family === 'ipv4'
      ? parseIpv4Packet(packet.bytes)
      : {
          ok: true as const,
          datagram: datagramFromIpv6Socket(packet.bytes, packet.source, packet.destination, packet.hopLimit),
        };
  if (!parsed.ok) return undefined;
  const decoded = decodeAdvertisement(parsed.datagram);
  return decoded.ok ? decoded.advertisement : undefined;
}

function addressesOf({addresses, excludedAddresses}: VrrpInstance): string[] {
  return [...addresses, ...excludedAddresses].map(({address}) => addressKey(address));
}

function keysOf({addresses}: NetworkState): Set<string> {
  return new Set(addresses.map(({address}) => addressKey(address)));
}
