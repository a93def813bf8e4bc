import {addressKey} from '../../net/address.js';
import type {Ping, PingEnd} from '../../checks/probe/probe-world.js';
import type {Milliseconds} from '../../checks/milliseconds.js';
import {loadSystemCalls} from '../packet/system-calls.js';
import {EchoSocket} from './echo-socket.js';
import type {PingerWorld} from './pinger-world.js';

/** A socket that nobody has used for so long is closed. */
const idleTime: Milliseconds = 60_000;
/**
 * A timer that comes later than this says that the process stood still, and answers may be there that were not read: they
 * get this time more, once.
 */
const lateness: Milliseconds = 25;
const extraTime: Milliseconds = 100;

/** Echo requests of ICMP and ICMPv6: one socket for all that go from the same origin, whatever their number. */
export class Pinger {
  readonly #calls = loadSystemCalls();
  readonly #sockets = new Map<string, EchoSocket>();
  #stopTidying: (() => void) | undefined;

  constructor(private readonly world: PingerWorld) {}

  /** As ProbeWorld has it. @param onEnd called once, in a later turn */
  ping(ping: Ping, onEnd: (end: PingEnd) => void): () => void {
    const {world} = this;
    const began = world.clock();
    let giveUp: () => void = () => undefined;
    let stopTimer: () => void = () => undefined;
    const end = (result: PingEnd) => {
      stopTimer();
      onEnd(result.type === 'answered' ? {type: 'answered', latency: world.clock() - began} : result);
    };
    try {
      giveUp = this.#send(ping, end);
    } catch (error) {
      return world.after(0, () => end(failure(error as NodeJS.ErrnoException)));
    }
    const expire = (due: Milliseconds, isLast: boolean) => {
      const now = world.clock();
      if (!isLast && now - due > lateness) {
        stopTimer = world.after(extraTime, () => expire(now, true));
        return;
      }
      giveUp();
      end({type: 'silent'});
    };
    stopTimer = world.after(ping.timeout, () => expire(began + ping.timeout, false));
    return () => {
      stopTimer();
      giveUp();
    };
  }

  /** Nothing is told any more. Settles when nothing of it is left behind. */
  async close(): Promise<void> {
    this.#stopTidying?.();
    this.#stopTidying = undefined;
    const sockets = [...this.#sockets.values()];
    this.#sockets.clear();
    await Promise.all(sockets.map(socket => socket.close()));
  }

  /** NB: a socket keeps the number of its interface, which is another one when the interface was made anew. */
  #send(ping: Ping, onEnd: (end: PingEnd) => void): () => void {
    const key = originKey(ping);
    const used = this.#sockets.get(key);
    if (!used) return this.#open(key, ping).send(ping, onEnd);
    try {
      return used.send(ping, onEnd);
    } catch (error) {
      if (!ping.bindInterface || !used.isIdle) throw error;
      this.#sockets.delete(key);
      void used.close();
      return this.#open(key, ping).send(ping, onEnd);
    }
  }

  #open(key: string, ping: Ping): EchoSocket {
    const socket = new EchoSocket(this.#calls, this.world, ping.address.family, ping, () => {
      if (this.#sockets.get(key) === socket) this.#sockets.delete(key);
    });
    this.#sockets.set(key, socket);
    this.#stopTidying ??= this.world.after(idleTime, this.#tidy);
    return socket;
  }

  readonly #tidy = (): void => {
    for (const [key, socket] of this.#sockets) {
      if (!socket.isIdle || this.world.clock() - socket.usedAt < idleTime) continue;
      this.#sockets.delete(key);
      void socket.close();
    }
    this.#stopTidying = this.#sockets.size > 0 ? this.world.after(idleTime, this.#tidy) : undefined;
  };
}

/** Echo requests with the same one can share a socket. */
function originKey({address, mark, bindInterface, bindAddress}: Ping): string {
  return [address.family, mark ?? '', bindInterface ?? '', bindAddress ? addressKey(bindAddress) : ''].join('|');
}

/** A queue that is full (EAGAIN) is a lack of buffers, as anywhere else. */
function failure({code = 'EIO', message}: NodeJS.ErrnoException): PingEnd {
  return {type: 'failed', code: code === 'EAGAIN' ? 'ENOBUFS' : code, words: message};
}
