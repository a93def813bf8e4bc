import type {Milliseconds} from '../../maintenance/milliseconds.js';

const day = 86_400_000;

/** `02:14:05` of this machine's time zone; with the date where it is longer ago than half a day or is to come. */
export function clockWords(at: Milliseconds, now: Milliseconds): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  if (now - at < day / 2 && at - now < day / 2) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

/** ` since 02:14:05`; empty where that is not known. */
export function sinceWords(at: Milliseconds | undefined, now: Milliseconds): string {
  return at === undefined ? '' : ` since ${clockWords(at, now)}`;
}
