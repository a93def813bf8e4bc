import type {Lose, Loss} from './loss.js';
import type {PoolPlace} from './pool-configuration.js';

/** What is lost, the same words once, with how often. */
export class Losses {
  readonly #places = new Map<string, PoolPlace[]>();

  readonly lose: Lose = (place, message) => {
    const places = this.#places.get(message);
    if (places) places.push(place);
    else this.#places.set(message, [place]);
  };

  get all(): readonly Loss[] {
    return [...this.#places].map(([message, [place, ...others]]) => ({
      place: place as PoolPlace,
      message: others.length > 0 ? `${message} (and ${others.length} more such places)` : message,
    }));
  }
}
