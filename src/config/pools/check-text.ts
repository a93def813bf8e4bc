import type {Check} from '../../checks/check.js';
import {probeName} from '../../checks/probe/probe-name.js';
import {formatSpan} from '../director/kinds.js';

/** `HTTP 10.0.0.11:80 /status every 5s, fall 3, rise 2`. Nothing of it is a secret. */
export function checkText({probe, schedule: {interval, fall, rise}}: Check): string {
  return `${probeName(probe)} every ${formatSpan(interval)}, fall ${fall}, rise ${rise}`;
}
