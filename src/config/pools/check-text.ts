import type {Check} from '../../checks/check.js';
import type {Probe} from '../../checks/probe/probe.js';
import {formatEndpoint} from '../../net/endpoint.js';
import {formatSpan} from '../director/kinds.js';

/** `HTTP 10.0.0.11:80 /status every 5s, fall 3, rise 2`. Nothing of it is a secret. */
export function checkText({probe, schedule: {interval, fall, rise}}: Check): string {
  return `${probeText(probe)} every ${formatSpan(interval)}, fall ${fall}, rise ${rise}`;
}

function probeText(probe: Probe): string {
  switch (probe.type) {
    case 'command':
      return `command ${probe.command[0] ?? ''}`;
    case 'file':
      return `file ${probe.path}`;
    case 'http': {
      const paths = probe.requests.map(({path}) => path).join(' ');
      return `${probe.tls ? 'HTTPS' : 'HTTP'} ${formatEndpoint(probe.target)} ${paths}`;
    }
    case 'dns':
      return `DNS ${formatEndpoint(probe.target)} ${probe.recordType} ${probe.name}`;
    case 'dialog':
      return `${probe.service} ${formatEndpoint(probe.target)}`;
    case 'sql':
      return `${probe.dialect} ${formatEndpoint(probe.target)}`;
    default:
      return `${probe.type.toUpperCase()} ${formatEndpoint(probe.target)}`;
  }
}
