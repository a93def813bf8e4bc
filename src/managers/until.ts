import type {Milliseconds} from '../vrrp/intervals.js';
import type {RouterWorld} from './router-world.js';

const period = 25;

/** Waits until something is so. @returns whether it was, within that time */
export function until(
  world: Pick<RouterWorld, 'after' | 'clock'>,
  isSo: () => boolean,
  most: Milliseconds,
): Promise<boolean> {
  const end = world.clock() + most;
  return new Promise(resolve => {
    const look = () => {
      if (isSo()) resolve(true);
      else if (world.clock() >= end) resolve(false);
      else world.after(period, look);
    };
    look();
  });
}
