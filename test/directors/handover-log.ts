import assert from 'node:assert/strict';
import {setTimeout as delay} from 'node:timers/promises';
import {isSoak} from '../parity/seed.js';
import {AddressWatch} from './address-watch.js';
import {askingInterval, Client, lostRuns} from './client.js';
import type {Director} from './director.js';
import {eventually} from './eventually.js';
import {now} from './network.js';

/** After a handover: so long it is at rest, and the client asks on. */
const rest = 200;
/** Events of two hosts come by ways of their own, late where other tests run beside: what is shorter is no doubled address. */
const blur = isSoak() ? 100 : 1000;

interface Handover {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** Handovers between two hosts, while a third one asks the first of the addresses a hundred times a second. */
export class HandoverLog {
  readonly #handovers: Handover[] = [];

  private constructor(
    readonly watches: readonly AddressWatch[],
    private readonly client: Client,
  ) {}

  static async begin(hosts: readonly Director[], from: Director, addresses: readonly string[]): Promise<HandoverLog> {
    const watches = addresses.map(address => new AddressWatch(hosts, address));
    return new HandoverLog(watches, await Client.start(from, hosts, addresses[0]!));
  }

  /** @param move settles when it is done. @param to the host that has all addresses afterwards */
  async note(name: string, to: Director, move: () => Promise<void>): Promise<void> {
    const from = now();
    await move();
    await eventually(
      () => this.watches.every(({holders}) => holders.length === 1 && holders[0] === to.name),
      () => `${name}: ${this.watches.map(({holders}) => holders.join() || 'nobody').join('; ')}\n${to.daemon.log}`,
    );
    await delay(rest);
    this.#handovers.push({name, from, until: now()});
    for (const watch of this.watches) {
      const double = watch.longestDouble(from);
      assert.ok(double < blur, `${name}: two hosts had an address for ${double} ms`);
    }
  }

  /** Ends the client. @returns how long nobody answered it, by the name of the handover: 0 where it lost nothing */
  async end(): Promise<ReadonlyMap<string, readonly number[]>> {
    const runs = lostRuns(await this.client.stop());
    const gaps = new Map<string, number[]>();
    for (const {name, from, until} of this.#handovers) {
      const own = runs.filter(({at}) => at >= from - askingInterval && at <= until).map(({duration}) => duration);
      gaps.set(name, [...(gaps.get(name) ?? []), Math.max(0, ...own)]);
    }
    const other = runs.filter(
      ({at}) => !this.#handovers.some(({from, until}) => at >= from - askingInterval && at <= until),
    );
    assert.deepEqual(other, [], 'questions were lost while nothing moved');
    return gaps;
  }

  close(): void {
    this.client.kill();
    for (const watch of this.watches) watch.close();
  }
}
