import {formatAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';
import type {Probe} from './probe.js';

/** What is asked, in a few words: `HTTP 10.0.0.11:80 /status`. Nothing of it is a secret: of a command the words may be. */
export function probeName(probe: Probe): string {
  switch (probe.type) {
    case 'command':
      return `command ${probe.command[0] ?? ''}`;
    case 'file':
      return `file ${probe.path}`;
    case 'ping':
      return `ping ${formatAddress(probe.target.address)}`;
    case 'http':
      return [
        `${probe.tls ? 'HTTPS' : 'HTTP'} ${formatEndpoint(probe.target)}`,
        ...probe.requests.map(({path}) => path),
      ].join(' ');
    case 'dns':
      return `DNS ${formatEndpoint(probe.target)} ${probe.recordType} ${probe.name}`;
    case 'dialog':
      return `${probe.service} ${formatEndpoint(probe.target)}`;
    case 'sql':
      return `${probe.dialect} ${formatEndpoint(probe.target)}`;
    case 'tcp':
    case 'udp':
    case 'smtp':
    case 'ldap':
    case 'ftp':
    case 'radius':
      return `${probe.type.toUpperCase()} ${formatEndpoint(probe.target)}`;
    case 'agent':
      return `agent ${formatEndpoint(probe.target)}`;
  }
}
