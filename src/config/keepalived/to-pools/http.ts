import type {HttpProbe, HttpRequest, TlsSettings} from '../../../checks/probe/probe.js';
import type {CheckKind, CheckedUrl, RealServer, TlsFiles, VirtualServer} from '../lvs/lvs-configuration.js';
import type {Connecting} from './connecting.js';
import type {Surroundings} from './pool.js';

type HttpKind = Extract<CheckKind, {type: 'http'}>;

/**
 * HTTP_GET and SSL_GET. keepalived asks for one url each delay_loop, all of them here are asked for at each try: so a
 * server is down sooner, and up again as with fast_recovery. Urls with other names for SNI are probes of their own.
 */
export function httpProbes(
  kind: HttpKind,
  connecting: Connecting,
  real: RealServer,
  server: VirtualServer,
  {lvs}: Surroundings,
): readonly HttpProbe[] {
  const byName = new Map<string | undefined, CheckedUrl[]>();
  for (const url of kind.urls) {
    const name = serverNameOf(url, kind, server);
    byName.set(name, [...(byName.get(name) ?? []), url]);
  }
  return [...byName].map(([serverName, urls]) => ({
    type: 'http',
    ...connecting,
    version: kind.version,
    method: 'GET',
    tls: kind.isSecure ? tlsOf(serverName, lvs.tls) : undefined,
    virtualHost: kind.virtualHost ?? real.virtualHost,
    isProxy: false,
    requests: urls.map(requestOf),
  }));
}

/** ssl_connect() of check_ssl.c: that of the real server alone does not count. */
function serverNameOf(url: CheckedUrl, kind: HttpKind, server: VirtualServer): string | undefined {
  if (!kind.isSecure || !kind.sendsServerName) return undefined;
  return url.virtualHost ?? kind.virtualHost ?? server.virtualHost;
}

function tlsOf(serverName: string | undefined, files: TlsFiles = {}): TlsSettings {
  const {authority, certificate, key} = files;
  return {serverName, verifies: false, authority, certificate, key};
}

function requestOf({path, virtualHost, statusCodes, digest, regex}: CheckedUrl): HttpRequest {
  return {
    path,
    virtualHost,
    statusCodes,
    digest,
    pattern: regex && {
      source: regex.pattern,
      options: regex.options,
      mustNotMatch: regex.mustNotMatch,
      leastOffset: regex.leastOffset,
      mostOffset: regex.mostOffset,
    },
  };
}
