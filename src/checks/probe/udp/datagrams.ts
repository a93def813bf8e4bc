import {closeSync} from 'node:fs';
import {createSocket, type RemoteInfo, type Socket} from 'node:dgram';
import {formatAddress, isSameAddress, parseAddress} from '../../../net/address.js';
import type {Attempt} from '../attempt.js';
import {connectFailure} from '../connect-failure.js';
import type {ProbeTarget} from '../probe.js';

/** What a probe does with its datagrams. Failures end the try without it; silence is its own. */
export interface DatagramConversation {
  /** Connected: only what the target sends comes in. */
  onOpen(): void;
  onDatagram(bytes: Buffer): void;
}

/**
 * A connected UDP socket of a try. An ICMP error ends the try, and it goes with it.
 * NB: there is never a look-up of names here.
 */
export class Datagrams {
  readonly #attempt: Attempt;
  #socket: Socket | undefined;

  constructor(attempt: Attempt, target: ProbeTarget, conversation: DatagramConversation) {
    this.#attempt = attempt;
    attempt.holds(() => this.close());
    try {
      this.#open(target, conversation);
    } catch (error) {
      queueMicrotask(() => this.#fail(error as NodeJS.ErrnoException));
    }
  }

  /** Only once it is open. */
  send(bytes: Uint8Array): void {
    this.#socket?.send(bytes, error => {
      if (error) this.#fail(error);
    });
  }

  close(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }

  #open(target: ProbeTarget, conversation: DatagramConversation): void {
    const {address, port, mark, bindInterface, bindAddress, bindPort} = target;
    const descriptor = this.#attempt.world.openSocket('udp', address.family, {
      ...(mark !== undefined && {mark}),
      ...(bindInterface !== undefined && {bindInterface}),
      ...(bindAddress && {bindAddress}),
      ...(bindPort !== undefined && {bindPort}),
    });
    const socket = createSocket(address.family === 'ipv4' ? 'udp4' : 'udp6');
    this.#socket = socket;
    socket.on('error', error => this.#fail(error));
    socket.on('message', (bytes, sender) => {
      if (!this.#attempt.isOver && isFrom(target, sender)) conversation.onDatagram(bytes);
    });
    try {
      socket.bind({fd: descriptor});
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    socket.connect(port, formatAddress(address), (error?: Error) => {
      if (error) this.#fail(error);
      else if (!this.#attempt.isOver) conversation.onOpen();
    });
  }

  #fail({code, message}: NodeJS.ErrnoException): void {
    const attempt = this.#attempt;
    if (attempt.isOver) return;
    if (code === 'ECONNREFUSED') return attempt.down('L4', 'the port is closed: its host says so with an ICMP error');
    const failure = connectFailure(code, message);
    if (failure.type === 'undecided') attempt.undecided(failure.words);
    else attempt.down(failure.layer, failure.words, failure.isSilence);
  }
}

/** Anybody's datagrams may have come before it was connected. */
function isFrom(target: ProbeTarget, {address, port}: RemoteInfo): boolean {
  const sender = parseAddress(address.replace(/%.*$/, '')); // the interface of a link-local address
  return sender !== undefined && port === target.port && isSameAddress(sender, target.address);
}
