import {formatAddress, parseAddress} from '../../../net/address.js';
import type {HttpProbe, HttpRequest, ProbeTarget} from '../probe.js';

/**
 * Where an answer sends to, as a probe of one request. Names are not looked up: one of them is asked of the same
 * server, and an address of its own.
 * @returns words where it cannot be followed
 */
export function redirect(probe: HttpProbe, request: HttpRequest, location: string): HttpProbe | string {
  const from = `${probe.tls ? 'https' : 'http'}://${hostText(probe.target)}`;
  // NB: a path may begin with //, which a URL takes for a host; a proxy is asked for whole URLs
  const to = URL.parse(location, request.path.startsWith('/') ? `${from}${request.path}` : request.path);
  if (!to || (to.protocol !== 'http:' && to.protocol !== 'https:')) return 'it cannot be followed';
  const isSecure = to.protocol === 'https:';
  const address = parseAddress(to.hostname.replace(/^\[|\]$/g, ''));
  const port = Number(to.port) || (isSecure ? 443 : 80);
  const keepsPort = address === undefined && isSecure === (probe.tls !== undefined);
  const {tls, ...rest} = probe;
  return {
    ...rest,
    target: {...probe.target, ...(address && {address}), port: keepsPort ? probe.target.port : port},
    tls: isSecure ? (tls ?? anyCertificate) : undefined,
    virtualHost: to.host,
    requests: [{...request, path: `${to.pathname}${to.search}`, virtualHost: to.host}],
  };
}

const anyCertificate = {
  serverName: undefined,
  verifies: false,
  authority: undefined,
  certificate: undefined,
  key: undefined,
};

function hostText({address, port}: ProbeTarget): string {
  const text = formatAddress(address);
  return address.family === 'ipv6' ? `[${text}]:${port}` : `${text}:${port}`;
}
