import type {Probe} from '../../checks/probe/probe.js';
import {formatAddress} from '../../net/address.js';
import {formatEndpoint} from '../../net/endpoint.js';

/** A check in a few words: `HTTP 10.0.0.11:80 /status`. */
export function checkName(probe: Probe): string {
  switch (probe.type) {
    case 'command':
      return `command ${probe.command.join(' ')}`;
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
