import type {Milliseconds} from '../../checks/milliseconds.js';
import {type Endpoint, formatEndpoint} from '../../net/endpoint.js';
import {formatAddress} from '../../net/address.js';
import type {DirectorLog} from '../director-log.js';
import type {MetricsServer, MetricsServerOptions} from './metrics-server.js';
import {systemReason} from '../../ipvs/system-words.js';

export interface MetricsPlaceWorld {
  /** Rejects where it cannot listen: EADDRINUSE, EADDRNOTAVAIL. */
  openMetrics(options: MetricsServerOptions): Promise<MetricsServer>;
  after(delay: Milliseconds, call: () => void): () => void;
  readonly log: DirectorLog;
}

/** An address may be one that comes later: a virtual one, when this host becomes master. */
const pause: Milliseconds = 10_000;

/**
 * Where a director answers `/metrics`. One that cannot be had is a warning, and tried again: nothing else waits for it,
 * and what was open before answers until it is there.
 */
export class MetricsPlace {
  #wanted: Endpoint | undefined;
  #open: {readonly endpoint: Endpoint; readonly server: MetricsServer} | undefined;
  #problem: string | undefined;
  #stopRetry: () => void = () => {};
  /** Changes come one after the other. */
  #work: Promise<void> = Promise.resolve();

  /** @param onProblem it is another one, or over */
  constructor(
    private readonly world: MetricsPlaceWorld,
    private readonly read: MetricsServerOptions['read'],
    private readonly onProblem: () => void,
  ) {}

  /** Why it does not answer where it should; undefined: it does. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** @param endpoint undefined: nowhere. Settles when that was tried */
  follow(endpoint: Endpoint | undefined): Promise<void> {
    this.#wanted = endpoint;
    this.#stopRetry();
    this.#work = this.#work.then(() => this.#bring());
    return this.#work;
  }

  async #bring(): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted) {
      this.#close();
      this.#note(undefined);
      return;
    }
    const name = formatEndpoint(wanted);
    if (this.#open && formatEndpoint(this.#open.endpoint) === name) return this.#note(undefined);
    if (this.#open?.endpoint.port === wanted.port) this.#close(); // one of them may be for all addresses
    try {
      const host = formatAddress(wanted.address);
      const server = await this.world.openMetrics({host, port: wanted.port, read: this.read});
      this.#close();
      this.#open = {endpoint: wanted, server};
      this.world.log('notice', `metrics are at http://${name}/metrics`);
      this.#note(undefined);
    } catch (error) {
      this.#note(`metrics cannot be had at ${name}: ${systemReason(error)}; it is tried again`);
      if (this.#wanted === wanted) this.#stopRetry = this.world.after(pause, () => void this.follow(wanted));
    }
  }

  #close(): void {
    this.#open?.server.close();
    this.#open = undefined;
  }

  #note(problem: string | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    if (problem !== undefined) this.world.log('warning', problem);
    this.onProblem();
  }
}
