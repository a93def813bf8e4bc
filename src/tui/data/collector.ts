import type {OpenIpvs} from '../../ipvs/unavailable.js';
import type {Ipvs} from '../../ipvs/ipvs.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {type ServiceId, serviceKey} from '../../ipvs/service.js';
import {Pace} from './pace.js';
import {SeenTable} from './seen-table.js';
import type {Snapshot} from './snapshot.js';
import type {Wants} from './wants.js';

/** Up to so many services are read with all their real servers at every refresh. */
const smallTable = 64;
/** Milliseconds a refresh may spend, on average, on each of the two passes over a whole table. */
const passAllowance = 3;

/** What the collector needs beside the kernel. */
export interface CollectorWorld {
  connect(): Promise<OpenIpvs>;
  /** Milliseconds since 1970. */
  clock(): number;
  /** Lets whatever waits have its turn during long work. */
  pause(): Promise<void>;
}

/**
 * Reads what is looked at, and of the rest no more than can be afforded: the list of services and one pass over all
 * real servers as often as they are cheap. After a failure it connects anew. NB: one call at a time.
 */
export class Collector {
  #open: OpenIpvs | undefined;
  #table = new SeenTable();
  #generation = 0;
  #servicesAt: number | undefined;
  #serversAt: number | undefined;
  readonly #servicesPace = new Pace(passAllowance);
  readonly #serversPace = new Pace(passAllowance);

  constructor(private readonly world: CollectorWorld) {}

  /** The kernel the last reading came from; undefined before the first and after a failure. */
  get ipvs(): Ipvs | undefined {
    return this.#open?.ipvs;
  }

  /** A refresh: everything that is due. Rejects as Ipvs does. */
  read(wants: Wants): Promise<Snapshot> {
    return this.#guarded(async ipvs => {
      const {isDemanded = false} = wants;
      const [servicesDue, serversDue] = [this.#servicesPace.isDue(), this.#serversPace.isDue()];
      const isFirst = this.#servicesAt === undefined;
      const readsServers = !isFirst && !this.#isSmall && (serversDue || isDemanded);
      if (isFirst || this.#isSmall || servicesDue || readsServers) await this.#readServices(ipvs);
      else await this.#readEach(ipvs, wants.visible);
      if (readsServers) await this.#readServers(ipvs);
      const isWhole = this.#isSmall || wants.isThorough === true;
      const detailed = isWhole ? this.#table.services.map(({service}) => service.id) : wants.detailed;
      await this.#readDetails(ipvs, detailed, true);
    });
  }

  /** Between two refreshes: the real servers of what came into view. */
  readDetails({detailed}: Wants): Promise<Snapshot> {
    return this.#guarded(ipvs => this.#readDetails(ipvs, detailed, false));
  }

  /** Which of the wanted services have yet to be read with everything. */
  missing({detailed}: Wants): readonly ServiceId[] {
    return detailed.filter(id => this.#table.has(serviceKey(id)) && !this.#table.isDetailed(serviceKey(id)));
  }

  close(): void {
    this.#open?.ipvs.close();
    this.#open = undefined;
  }

  get #isSmall(): boolean {
    return this.#table.size <= smallTable;
  }

  async #guarded(read: (ipvs: Ipvs) => Promise<void>): Promise<Snapshot> {
    try {
      this.#open ??= await this.world.connect();
      const {ipvs, information} = this.#open;
      await read(ipvs);
      const totals = await ipvs.totals();
      return {
        at: this.world.clock(),
        information,
        totals,
        services: this.#table.services,
        generation: this.#generation,
        servicesAt: this.#servicesAt as number,
        serversAt: this.#isSmall ? this.#servicesAt : this.#serversAt,
        sums: this.#table.sums,
        trends: this.#table.trends,
      };
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async #readServices(ipvs: Ipvs): Promise<void> {
    const start = this.world.clock();
    this.#table.setServices(await ipvs.services());
    this.#generation++;
    this.#servicesAt = this.world.clock();
    this.#servicesPace.spent(this.#servicesAt - start);
  }

  /** Instead of all: the services that are looked at. */
  async #readEach(ipvs: Ipvs, ids: readonly ServiceId[]): Promise<void> {
    try {
      for (const id of ids) this.#table.setService(await ipvs.service(id));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.#readServices(ipvs); // one of them is gone
    }
  }

  async #readServers(ipvs: Ipvs): Promise<void> {
    const start = this.world.clock();
    const services = this.#table.services.map(({service}) => service);
    const summaries = await ipvs.destinationSummaries(services, () => this.world.pause());
    if (summaries) {
      this.#table.setSummaries(summaries);
      this.#serversAt = this.world.clock();
    }
    this.#serversPace.spent(this.world.clock() - start);
  }

  async #readDetails(ipvs: Ipvs, ids: readonly ServiceId[], isRefresh: boolean): Promise<void> {
    for (const id of ids) {
      const key = serviceKey(id);
      if (this.#table.has(key)) this.#table.setDestinations(key, await ipvs.destinations(id), isRefresh);
    }
  }
}
