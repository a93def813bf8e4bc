import {parseAddress} from '../../../net/address.js';
import {formatEndpoint} from '../../../net/endpoint.js';

/** keepalived's `[10.9.0.7]:tcp:80` and `[10.9.0.7]:80` as everybody else writes it; what is none stays as it is. */
export function endpointName(text: string): string {
  const [, host = '', port] = /^\[([^\]]+)\](?::[a-z]+)?:(\d+)$/.exec(text) ?? [];
  const address = parseAddress(host);
  return address && port !== undefined ? formatEndpoint({address, port: Number(port)}) : text;
}

/** What keepalived calls a virtual server, as pools are named: `[10.9.0.100]:tcp:80` is `TCP 10.9.0.100:80`, `[web]:0` the group web. */
export function poolNameOfText(text: string): string {
  const protocol = /^\[[^\]]+\]:([a-z]+):\d+$/.exec(text)?.[1];
  if (protocol !== undefined) return `${protocol.toUpperCase()} ${endpointName(text)}`;
  return /^\[(.*)\](:\d+)?$/.exec(text)?.[1] ?? text;
}
