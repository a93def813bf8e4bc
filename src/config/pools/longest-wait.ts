import type {Milliseconds} from '../../checks/milliseconds.js';

/** Timers hold no longer: 24 days. Whoever writes more means never. */
export const longestWait: Milliseconds = 2_147_483_647;

/** More often asks nobody: whoever writes less means as often as it goes. */
export const shortestInterval: Milliseconds = 10;
