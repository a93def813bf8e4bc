import type {Milliseconds} from '../milliseconds.js';

/** `5 s`, `0.25 s`, `50 ms`. */
export function formatSpan(span: Milliseconds): string {
  return span < 100 ? `${Math.round(span * 10) / 10} ms` : `${Math.round(span / 10) / 100} s`;
}

/** `1 byte`, `1,234 bytes`. */
export function formatBytes(count: number): string {
  return count === 1 ? '1 byte' : `${formatCount(count)} bytes`;
}

/** `1,234`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
