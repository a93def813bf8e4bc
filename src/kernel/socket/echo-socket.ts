import type {Milliseconds} from '../../checks/milliseconds.js';
import {type Family, isSameAddress} from '../../net/address.js';
import {addressFromBytes} from '../../net/address-bytes.js';
import type {Ping, PingEnd} from '../../checks/probe/probe-world.js';
import {lastErrno, type SystemCalls} from '../packet/system-calls.js';
import {messageFlag} from '../packet/socket-constants.js';
import {systemError} from '../packet/system-error.js';
import type {Listening} from '../packet/receiver.js';
import type {Arrival} from '../packet/receiver-messages.js';
import {type EchoName, encodeEchoRequest, ipv4HeaderLength, readEcho} from './echo-message.js';
import {type EchoKind, openEchoDescriptor} from './open-echo-descriptor.js';
import {socketAddress} from './new-descriptor.js';
import type {PingerWorld} from './pinger-world.js';

/** A packet has the longest header of IPv4, an error with the quoted packet, and what is cut off is never looked at. */
const largest = 256;
/** Of the sequence numbers. */
const mostAtOnce = 0x10000;

interface Waiting extends EchoName {
  readonly ping: Ping;
  readonly onEnd: (end: PingEnd) => void;
}

/** One socket and the echo requests that went through it and are not answered yet. */
export class EchoSocket {
  readonly #waiting = new Map<number, Waiting>();
  readonly #kind: EchoKind;
  readonly #descriptor: number;
  readonly #listening: Listening;
  /** When it last sent something. */
  usedAt: Milliseconds;
  #count = 0;

  /**
   * @param onEnd it is of no use any more
   * @throws Error with `code`
   */
  constructor(
    private readonly calls: SystemCalls,
    private readonly world: PingerWorld,
    private readonly family: Family,
    origin: Ping,
    onEnd: () => void,
  ) {
    const {kind, descriptor} = openEchoDescriptor(calls, family, origin);
    this.usedAt = world.clock();
    this.#kind = kind;
    this.#descriptor = descriptor;
    this.#listening = world.receiver.listen(
      descriptor,
      {largest, isPrompt: true},
      {
        onArrival: arrival => this.#take(arrival),
        onFailure: () => undefined, // Linux says ENETDOWN once when the link goes down
        onEnd: error => {
          onEnd();
          for (const sequence of this.#waiting.keys())
            this.#end(sequence, {type: 'failed', code: 'EIO', words: error.message});
        },
      },
    );
  }

  get isIdle(): boolean {
    return this.#waiting.size === 0;
  }

  /**
   * Asks once.
   * @param onEnd called once, for an answer or an error, unless it was given up; never in this call
   * @returns what gives it up. @throws Error with `code`: it could not be sent
   */
  send(ping: Ping, onEnd: (end: PingEnd) => void): () => void {
    const name = this.#nextName();
    const bytes = encodeEchoRequest(this.family, name);
    const address = socketAddress(ping.address, 0);
    const {calls} = this;
    if (calls.sendto(this.#descriptor, bytes, bytes.length, messageFlag.dontWait, address, address.length) < 0)
      throw systemError('sendto', lastErrno());
    this.usedAt = this.world.clock();
    this.#waiting.set(name.sequence, {...name, ping, onEnd});
    return () => {
      if (this.#waiting.get(name.sequence)?.token === name.token) this.#waiting.delete(name.sequence);
    };
  }

  close(): Promise<void> {
    this.#waiting.clear();
    this.#listening.giveUp();
    return this.#listening.settled;
  }

  #nextName(): EchoName {
    if (this.#waiting.size >= mostAtOnce) throw systemError('sendto', noBuffers);
    do this.#count = (this.#count + 1) >>> 0;
    while (this.#waiting.has(this.#count & 0xffff));
    const {identifier, secret} = this.world;
    return {identifier, sequence: this.#count & 0xffff, token: (this.#count ^ secret) >>> 0};
  }

  #take({bytes, name}: Arrival): void {
    const isIpv4 = this.family === 'ipv4';
    const message = isIpv4 && this.#kind === 'raw' ? bytes.subarray(ipv4HeaderLength(bytes)) : bytes;
    const echo = readEcho(this.family, addressFromBytes(this.family, name, isIpv4 ? 4 : 8), message);
    // a ping socket is given its own answers only, under an identifier of its own
    if (!echo || (this.#kind === 'raw' && echo.identifier !== this.world.identifier)) return;
    const waiting = this.#waiting.get(echo.sequence);
    if (!waiting) return;
    const {address} = waiting.ping;
    if (echo.type === 'reply') {
      if (echo.token === waiting.token && isSameAddress(echo.source, address))
        this.#end(echo.sequence, {type: 'answered', latency: 0});
    } else if (isSameAddress(echo.target, address)) {
      const words = echo.code === 'ENETUNREACH' ? 'its network is not reachable' : 'the host is not reachable';
      this.#end(echo.sequence, {type: 'failed', code: echo.code, words: `${words}, says ICMP`});
    }
  }

  #end(sequence: number, end: PingEnd): void {
    const waiting = this.#waiting.get(sequence);
    this.#waiting.delete(sequence);
    waiting?.onEnd(end);
  }
}

/** ENOBUFS. */
const noBuffers = 105;
