import {join} from 'node:path';
import type {Socket} from 'node:net';
import {limits} from '../protocol/limits.js';
import {type SocketKind, socketKinds} from '../protocol/socket-kinds.js';
import {type BoundSocket, bindSocket, checkUnused} from './bound-socket.js';
import {Connection} from './connection.js';
import type {ControlHandler} from './control-handler.js';
import type {ControlWorld} from './control-world.js';
import {dismiss} from './dismiss.js';
import type {StateText} from './state-text.js';

/** One of the two sockets, with its clients. */
export class ControlSocket {
  readonly #clients = new Set<Connection>();
  #bound: BoundSocket | undefined;
  #isClosed = false;
  #accepted = 0;
  /** Those that are told to go. */
  #dismissed = 0;
  #isWatching = false;
  #onEmpty: (() => void) | undefined;

  constructor(
    private readonly kind: SocketKind,
    private readonly folder: string,
    private readonly handler: ControlHandler,
    private readonly stateText: StateText,
    private readonly world: ControlWorld,
  ) {}

  /** @throws AnotherDirector, Error */
  async check(): Promise<void> {
    await checkUnused(join(this.folder, socketKinds[this.kind].file));
  }

  /** @param group whose members may use it, where its mode lets a group; Rejects with an Error with `code` */
  async open(group: number | undefined): Promise<void> {
    const {file, mode} = socketKinds[this.kind];
    const place = {folder: this.folder, file, mode, group: (mode & 0o070) === 0 ? undefined : group};
    this.#bound = await bindSocket(place, socket => this.#accept(socket));
  }

  /** @param event as formatEvent has it */
  tell(event: string): void {
    for (const client of this.#clients) client.tell(event);
  }

  /** Settles when the clients have gone: those that wait for answers get them, if they come within a second. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#bound?.close();
    for (const client of this.#clients) client.finish();
    if (this.#clients.size === 0) return;
    await new Promise<void>(resolve => {
      const cancel = this.world.after(farewell, () => {
        for (const client of this.#clients) client.destroy();
      });
      this.#onEmpty = () => {
        cancel();
        resolve();
      };
    });
  }

  #accept(socket: Socket): void {
    const {file} = socketKinds[this.kind];
    if (this.#isClosed) socket.destroy();
    else if (this.#clients.size >= limits.clients)
      this.#turnAway(socket, `${file} has ${limits.clients} clients already: try again`);
    else this.#welcome(socket, `${file} client ${++this.#accepted}`);
  }

  #welcome(socket: Socket, name: string): void {
    const client: Connection = new Connection(name, this.kind, socket, this.handler, this.stateText, this.world, () => {
      this.#clients.delete(client);
      if (this.#clients.size === 0) this.#onEmpty?.();
    });
    this.#clients.add(client);
    if (!this.#isWatching) this.#watch();
  }

  /** In a flood, only some are told. */
  #turnAway(socket: Socket, words: string): void {
    socket.on('error', () => {});
    if (this.#dismissed >= mostDismissed) {
      socket.destroy();
      return;
    }
    this.#dismissed++;
    socket.on('close', () => this.#dismissed--);
    dismiss(socket, words, this.world);
  }

  /** Every second while there are clients. */
  #watch(): void {
    this.#isWatching = true;
    this.world.after(period, () => {
      this.#isWatching = false;
      for (const client of this.#clients) client.closeIfOverdue();
      if (this.#clients.size > 0) this.#watch();
    });
  }
}

const farewell = 1000;
const period = 1000;
const mostDismissed = 128;
