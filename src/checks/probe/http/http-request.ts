import {formatAddress} from '../../../net/address.js';
import type {HttpProbe, HttpRequest} from '../probe.js';

/** The bytes of one request, as keepalived or LWP (for ldirectord) writes it. */
export function httpRequest(probe: HttpProbe, request: HttpRequest): string {
  const {manner, method, version} = probe;
  const line = `${method} ${request.path} HTTP/${version === '1.1' ? '1.1' : '1.0'}`;
  const closes = version === '1.0' ? [] : ['Connection: close'];
  const host = `Host: ${hostOf(probe, request)}`;
  const lines =
    manner === 'ldirectord'
      ? [line, ...closes, host, 'User-Agent: libwww-perl/6.68']
      : [line, 'User-Agent: KeepAliveClient', ...closes, host];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** A virtual host is sent as it is written; the address with its port (keepalived) or without it (ldirectord). */
function hostOf({target, virtualHost, manner, isProxy}: HttpProbe, request: HttpRequest): string {
  const asked = isProxy ? /^\w+:\/\/([^/?#]+)/.exec(request.path)?.[1] : undefined;
  const name = asked ?? request.virtualHost ?? virtualHost;
  if (name !== undefined) return name;
  const address = formatAddress(target.address);
  const host = target.address.family === 'ipv6' ? `[${address}]` : address;
  return manner === 'ldirectord' ? host : `${host}:${target.port}`;
}
