import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {clock} from './clock.js';
import {ports, virtualAddress} from './traffic-conf.js';

/** One connection: when it began and ended, and who answered, or how it failed. */
export interface Visit {
  readonly began: number;
  readonly ended: number;
  readonly server: string | undefined;
  readonly failure: string | undefined;
}

/** Milliseconds. */
const patience = 15_000;
const tick = 5;
/**
 * Ports in the order in which they are used. NB: one that is used again while the kernel knows its last connection goes
 * where that went: without masquerading it does not see the end of it, and knows it for minutes.
 */
const firstPort = 1024;
const firstLastingPort = 65_000;
/** Those that wait for an answer at most: beyond it, connections come late. */
const mostOpen = 300;

/** Connects through the virtual service at a steady rate, whatever becomes of the connections before. */
export class TrafficClient {
  readonly #visits: Visit[] = [];
  readonly #kept: Socket[] = [];
  #open = 0;
  #begun = 0;
  #timer: NodeJS.Timeout | undefined;

  begin(rate: number): void {
    const since = clock();
    let begun = 0;
    this.#timer = setInterval(() => {
      const due = Math.floor(((clock() - since) * rate) / 1000);
      for (; begun < due && this.#open < mostOpen; begun++) this.#visit();
    }, tick);
  }

  async end(): Promise<readonly Visit[]> {
    clearInterval(this.#timer);
    for (const until = clock() + patience + 1000; this.#open > 0 && clock() < until; )
      await new Promise(resolve => setTimeout(resolve, tick));
    return this.#visits;
  }

  async keep(connections: number): Promise<readonly (string | null)[]> {
    for (let i = 0; i < connections; i++) {
      const localPort = firstLastingPort + this.#kept.length;
      const socket = connect({port: ports.lasting, host: virtualAddress, localPort});
      this.#kept.push(socket.on('error', () => {}));
      await once(socket, 'connect', {signal: AbortSignal.timeout(patience)});
    }
    return this.say();
  }

  say(): Promise<readonly (string | null)[]> {
    return Promise.all(
      this.#kept.map(async socket => {
        if (socket.destroyed) return null;
        try {
          const heard = once(socket, 'data', {signal: AbortSignal.timeout(patience)});
          socket.write('hello\n');
          return String((await heard)[0]).trim();
        } catch {
          return null;
        }
      }),
    );
  }

  #visit(): void {
    this.#open++;
    const began = clock();
    let text = '';
    let failure: string | undefined;
    const localPort = firstPort + (this.#begun++ % (firstLastingPort - firstPort));
    const socket = connect({port: ports.short, host: virtualAddress, localPort});
    socket.setTimeout(patience, () => socket.destroy(new Error('silent')));
    socket.on('data', piece => (text += piece));
    socket.on('error', error => (failure = (error as NodeJS.ErrnoException).code ?? error.message));
    socket.on('close', () => {
      this.#open--;
      if (text === '') failure ??= 'no answer';
      this.#visits.push({began, ended: clock(), server: failure === undefined ? text : undefined, failure});
    });
  }
}
