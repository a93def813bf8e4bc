import {setTimeout as delay} from 'node:timers/promises';
import type {Ipvs} from '../../src/ipvs/ipvs.js';
import type {ServiceId} from '../../src/ipvs/service.js';
import {formatAddress} from '../../src/net/address.js';
import {clock} from './clock.js';

/** Milliseconds between two looks: what is seen is so late at most, and as long as a look takes. */
const pace = 3;
const patience = 20_000;

/** What a service of the kernel has, seen by looking often as long as somebody waits for something. */
export class TableWatch {
  #looking: Promise<ReadonlyMap<string, number>> | undefined;

  constructor(
    private readonly ipvs: Ipvs,
    private readonly service: ServiceId,
  ) {}

  /** Weights by address. */
  async weights(): Promise<ReadonlyMap<string, number>> {
    const found = await this.ipvs.destinationConfigurations(this.service);
    return new Map(found.map(({address, weight}) => [formatAddress(address), weight]));
  }

  /** @param isSo of its weight, 0 where it is not there. @returns when it was so */
  async until(address: string, isSo: (weight: number) => boolean): Promise<number> {
    for (const end = clock() + patience; clock() < end; await delay(pace))
      if (isSo((await this.#look()).get(address) ?? 0)) return clock();
    throw new Error(`${address} is not as it should be: ${JSON.stringify([...(await this.weights())])}`);
  }

  /** One look for all who wait. */
  #look(): Promise<ReadonlyMap<string, number>> {
    this.#looking ??= this.weights().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }
}
