import {whatThereIs} from './nearest-name.js';
import {escapeControls} from './outside-text.js';

/** The schedulers of Linux 6.1, net/netfilter/ipvs/Kconfig. */
export const knownSchedulers: readonly string[] = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'fo',
  'ovf',
  'lblc',
  'lblcr',
  'dh',
  'sh',
  'mh',
  'sed',
  'nq',
  'twos',
];

/** What is wrong with the name of a scheduler, and what was probably meant; undefined for a known one. A kernel may have others. */
export function unknownScheduler(name: string): string | undefined {
  if (name === 'none' || knownSchedulers.includes(name)) return undefined; // none: ip_vs_ctl.c takes it for a service without
  return `there is no scheduler ${escapeControls(name)}; ${whatThereIs(name, knownSchedulers)}`;
}
