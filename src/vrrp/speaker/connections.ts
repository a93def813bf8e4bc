import type {Milliseconds} from '../intervals.js';
import type {PacketPort} from '../ports.js';
import type {RouterSettings} from '../router/configuration.js';
import type {HostNetwork} from './host-network.js';
import type {LocalRouter} from './local-router.js';
import {placeOf, type SocketUser, VrrpSockets} from './vrrp-sockets.js';

/** Until a socket that could not be had is tried again. */
const pause: Milliseconds = 1000;

/** The sockets of virtual routers, as far as their links are there. */
export class Connections {
  readonly #sockets: VrrpSockets;
  #again = Number.POSITIVE_INFINITY;

  constructor(
    packets: PacketPort,
    private readonly clock: () => Milliseconds,
    private readonly host: HostNetwork,
  ) {
    this.#sockets = new VrrpSockets(packets);
  }

  /** When to try again; infinity for never. */
  get deadline(): Milliseconds {
    return this.#again;
  }

  /** Whether it is time to connect everybody. */
  isDue(now: Milliseconds): boolean {
    const isDue = now >= this.#again;
    if (isDue) this.#again = Number.POSITIVE_INFINITY;
    return isDue;
  }

  tryAgain(): void {
    this.#again = Math.min(this.#again, this.clock() + pause);
  }

  /** Whether all of these can be had; what is opened for that stays open until it is let go. */
  reserve(routers: readonly RouterSettings[]): {readonly problems: readonly string[]; readonly letGo: () => void} {
    const reserved: (() => void)[] = [];
    const problems = routers.flatMap(settings => {
      const index = this.host.links.get(settings.interface)?.index;
      if (index === undefined) return []; // it may come, and is a fault until then
      const user: SocketUser = {virtualRouter: 0, hear() {}, onBroken() {}};
      try {
        const socket = this.#sockets.acquire(placeOf(settings, index), user);
        reserved.push(() => socket.release(user));
        return [];
      } catch (error) {
        return isGone(error as Error) ? [] : [`${settings.name}: ${socketWords(settings.interface, error as Error)}`];
      }
    });
    const letGo = () => {
      for (const release of reserved) release();
    };
    return {problems, letGo};
  }

  /** As the links are now. What cannot be had is a fault of the router. */
  connect(router: LocalRouter): void {
    const name = router.settings.interface;
    try {
      router.connect(this.#sockets, this.host.links.get(name)?.index);
      router.socketFault = undefined;
    } catch (error) {
      router.socketFault = socketWords(name, error as Error);
      this.tryAgain();
    }
  }
}

/** ENODEV: the link is about to be told as gone. */
function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENODEV';
}

function socketWords(link: string, {message}: Error): string {
  return `no socket for advertisements on ${link}: ${message}`;
}
