import {type Address, formatAddress} from '../../net/address.js';
import type {Milliseconds} from '../intervals.js';

/** A few, and how many more. */
export function addressList(addresses: readonly Address[], most = 3): string {
  const words = addresses.slice(0, most).map(formatAddress).join(', ');
  return addresses.length > most ? `${words} and ${addresses.length - most} more` : words || 'none';
}

/** `250 ms`, `3.6 s`, `12 min`, `5 h`. */
export function span(time: Milliseconds): string {
  const round = (value: number) => String(Math.round(value * 10) / 10);
  if (time < 1000) return `${Math.round(Math.max(0, time))} ms`;
  if (time < 120_000) return `${round(time / 1000)} s`;
  return time < 7_200_000 ? `${Math.round(time / 60_000)} min` : `${Math.round(time / 3_600_000)} h`;
}
