import {once} from 'node:events';
import {createServer, type Server, type Socket} from 'node:net';
import {clock} from './clock.js';
import {addressOf, ports} from './traffic-conf.js';

/** A real server that says its name. */
export class RealServer {
  readonly #listeners = new Map<number, Server>();
  readonly #open = new Map<number, Set<Socket>>();

  /** @param service the address that it serves at; its check is at its own */
  constructor(
    private readonly name: string,
    private readonly service: string,
  ) {}

  /** The port of its check last. */
  async begin(all: readonly number[]): Promise<void> {
    for (const port of all) {
      if (this.#listeners.has(port)) continue;
      const open = new Set<Socket>();
      const listener = createServer(socket => {
        open.add(socket.on('error', () => {}).on('close', () => open.delete(socket)));
        if (port === ports.lasting) socket.on('data', () => socket.write(`${this.name}\n`));
        else socket.end(this.name);
      });
      await once(
        listener.listen({port, host: port === ports.check ? addressOf(this.name) : this.service, backlog: 511}),
        'listening',
      );
      this.#listeners.set(port, listener);
      this.#open.set(port, open);
    }
  }

  /** @returns since when */
  end(all: readonly number[]): number {
    const at = clock();
    for (const port of all) {
      this.#listeners.get(port)?.close();
      this.#listeners.delete(port);
      for (const socket of this.#open.get(port) ?? []) socket.resetAndDestroy();
    }
    return at;
  }
}
