import type {Probe} from '../../checks/probe/probe.js';
import {formatEndpoint} from '../../net/endpoint.js';

/** A probe as people name it: `HTTP 10.0.0.11:80 /status`, `TCP 10.0.0.11:80`. */
export function probeName(probe: Probe): string {
  switch (probe.type) {
    case 'command':
      return `program ${probe.command.join(' ')}`;
    case 'file':
      return `file ${probe.path}`;
    case 'http': {
      const paths = probe.requests.map(({path}) => path).join(' ');
      return `${probe.tls ? 'HTTPS' : 'HTTP'} ${formatEndpoint(probe.target)} ${paths}`.trimEnd();
    }
    case 'ping':
      return `PING ${formatEndpoint({...probe.target, port: 0}).replace(/:0$/, '')}`;
    case 'dns':
      return `DNS ${formatEndpoint(probe.target)} ${probe.recordType} ${probe.name}`;
    case 'dialog':
      return `${probe.service} ${formatEndpoint(probe.target)}`;
    case 'sql':
      return `${probe.dialect} ${formatEndpoint(probe.target)} ${probe.database}`.trimEnd();
    case 'tcp':
    case 'udp':
    case 'smtp':
    case 'ldap':
    case 'ftp':
    case 'radius':
    case 'agent':
      return `${probe.type.toUpperCase()} ${formatEndpoint(probe.target)}`;
  }
}
