import type {Socket} from 'node:net';
import type {Attempt} from '../attempt.js';
import {Connection} from '../connection.js';
import type {ProbeLimits, ProbeTarget, TlsSettings} from '../probe.js';
import {formatBytes} from '../quantity.js';
import {guardSocket} from './guard-socket.js';

/** The connection of a probe whose protocol a library speaks: the limits hold whatever the library thinks, and so does one of memory. */
export class LibraryConnection {
  readonly #attempt: Attempt;
  readonly #connection: Connection;
  readonly #limits: ProbeLimits;
  readonly #onTooMuch: () => void;

  /**
   * @param onOpen connected, with TLS where it is asked for: from now on the library reads and writes
   * @param onTooMuch more came than a check needs; without it the server is down by that
   */
  constructor(
    attempt: Attempt,
    probe: {readonly target: ProbeTarget; readonly limits: ProbeLimits; readonly tls?: TlsSettings | undefined},
    onOpen: (socket: Socket) => void,
    onTooMuch?: () => void,
  ) {
    this.#attempt = attempt;
    this.#limits = probe.limits;
    this.#onTooMuch =
      onTooMuch ??
      (() => attempt.down('L7', `more than ${formatBytes(mostBytes)} came, which is no answer to a check`));
    this.#connection = new Connection(attempt, probe.target, probe.limits, probe.tls, {
      onOpen: () => {
        const socket = this.#connection.socket as Socket;
        this.watch(socket);
        onOpen(socket);
      },
    });
  }

  /** Counts what comes on a socket, too: that of a library which has made TLS of the one it was given. */
  watch(socket: Socket): void {
    guardSocket(this.#attempt, socket);
    let before = 0;
    socket.on('data', () => {
      this.#connection.received += socket.bytesRead - before;
      before = socket.bytesRead;
      this.#attempt.extend(this.#limits.silence);
      if (this.#connection.received > mostBytes) this.#onTooMuch();
    });
  }

  /** It is over, the try is not. */
  close(): void {
    this.#connection.close();
  }
}

/** What one try may take up. */
const mostBytes = 1_048_576;

/** As the constructor. */
export function openForLibrary(...parameters: ConstructorParameters<typeof LibraryConnection>): LibraryConnection {
  return new LibraryConnection(...parameters);
}
