import type {Milliseconds} from '../vrrp/intervals.js';

/** Waits for something, but not longer than so, nor after somebody is in a hurry. @returns whether it came */
export function inTime(
  work: Promise<unknown>,
  patience: Milliseconds,
  hurry: Promise<void>,
  after: (delay: Milliseconds, call: () => void) => () => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stop = after(patience, () => resolve(false));
    const settle = (isThere: boolean) => {
      stop();
      resolve(isThere);
    };
    work.then(() => settle(true), reject);
    void hurry.then(() => settle(false));
  });
}
