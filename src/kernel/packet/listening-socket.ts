import type {Listening, Receiver} from './receiver.js';
import type {Arrival} from './receiver-messages.js';
import {messageFlag} from './socket-constants.js';
import {lastErrno, type SystemCalls} from './system-calls.js';
import {errno, systemError} from './system-error.js';

/** 255 addresses of IPv6 and every header fit. */
const largestPacket = 4608;

/** A descriptor that the receiver waits for, and packets are sent by. */
export class ListeningSocket<Packet> {
  onPacket: (packet: Packet) => void = () => {};
  onError: (error: Error) => void = () => {};
  readonly #listening: Listening;
  #isOpen = true;

  /**
   * @param descriptor belongs to the receiver from now on
   * @param isPrompt what arrives is told at once
   */
  constructor(
    receiver: Receiver,
    private readonly calls: SystemCalls,
    private readonly descriptor: number,
    packetOf: (arrival: Arrival) => Packet,
    isPrompt: boolean,
  ) {
    const reception = {largest: largestPacket, isPrompt};
    this.#listening = receiver.listen(descriptor, reception, {
      onArrival: arrival => this.onPacket(packetOf(arrival)),
      onFailure: number => this.#fail(number),
      onEnd: error => this.#break(error),
    });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#listening.giveUp();
  }

  /** Settles when nothing of it is left behind. */
  get settled(): Promise<void> {
    return this.#listening.settled;
  }

  /** @param address struct sockaddr; undefined where the descriptor is bound to one */
  protected sendTo(bytes: Uint8Array, address: Uint8Array | undefined): 'sent' | Error {
    if (!this.#isOpen) return new Error('the packet socket is closed');
    const {descriptor, calls} = this;
    const length = calls.sendto(
      descriptor,
      bytes,
      bytes.length,
      messageFlag.dontWait,
      address ?? null,
      address?.length ?? 0,
    );
    return length < 0 ? systemError('sendto', lastErrno()) : 'sent';
  }

  /** Linux says ENETDOWN once when the link goes down, and receives again when it is up. */
  #fail(number: number): void {
    if (number !== errno.networkDown) this.#break(systemError('recvmmsg', number));
  }

  #break(error: Error): void {
    this.close();
    this.onError(error);
  }
}
