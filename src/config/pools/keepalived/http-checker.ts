import type {HttpProbe, HttpRequest} from '../../../checks/probe/probe.js';
import type {Lose} from '../loss.js';
import type {PoolServer} from '../pool-configuration.js';
import {type BlockLine, block} from './block-lines.js';
import {escapeInner, quoteWord} from './quote.js';

type Lines = readonly (BlockLine | undefined)[];

/** HTTP_GET or SSL_GET; undefined where they cannot ask it. */
export function httpChecker(probe: HttpProbe, {place}: PoolServer, lose: Lose): readonly [string, Lines] | undefined {
  const {tls, virtualHost, version, requests} = probe;
  if (probe.isProxy || requests.length === 0) return undefined;
  const urls = requests.map(request => urlBlock(request, place, lose));
  const host = virtualHost === undefined ? undefined : quoteWord(virtualHost);
  if (urls.some(url => url === undefined) || (virtualHost !== undefined && host === undefined)) return undefined;
  if (probe.method === 'HEAD') lose(place, 'method HEAD: keepalived asks with GET');
  if (probe.manner === 'ldirectord')
    lose(place, 'redirects are not followed by keepalived, and a body is read to the end of the connection');
  if (tls?.verifies) lose(place, 'certificates are not checked by keepalived: any will do');
  const names = new Set(requests.map(request => request.virtualHost ?? virtualHost));
  const hasName = tls?.serverName !== undefined;
  if (hasName && (names.size !== 1 || !names.has(tls.serverName)))
    lose(place, `the TLS name ${tls.serverName} is not sent: keepalived sends that of the virtual host`);
  return [
    tls ? 'SSL_GET' : 'HTTP_GET',
    [
      ...(urls as BlockLine[]),
      version === '1.0' ? undefined : `http_protocol ${version}`,
      host === undefined ? undefined : `virtualhost ${host}`,
      hasName ? 'enable_sni' : undefined,
    ],
  ];
}

function urlBlock(request: HttpRequest, place: PoolServer['place'], lose: Lose): BlockLine | undefined {
  const {statusCodes, digest, pattern} = request;
  const path = quoteWord(request.path);
  const host = request.virtualHost === undefined ? undefined : quoteWord(request.virtualHost);
  if (path === undefined || (request.virtualHost !== undefined && host === undefined)) return undefined;
  const codes = statusCodes.map(([least, most]) => (least === most ? `${least}` : `${least}-${most}`)).join(' ');
  const regex = pattern && escapeInner(pattern.source);
  if (pattern && regex === undefined) lose(place, `the pattern ${pattern.source} cannot be written: any body will do`);
  return block('url', [
    `path ${path}`,
    host === undefined ? undefined : `virtualhost ${host}`,
    codes === '200-299' ? undefined : `status_code ${codes}`,
    digest === undefined ? undefined : `digest ${digest}`,
    ...(pattern && regex !== undefined
      ? [
          `regex "${regex}"`,
          pattern.options.length > 0 ? `regex_options ${pattern.options.join(' ')}` : undefined,
          pattern.mustNotMatch ? 'regex_no_match' : undefined,
          pattern.leastOffset === undefined ? undefined : `regex_min_offset ${pattern.leastOffset}`,
          pattern.mostOffset === undefined ? undefined : `regex_max_offset ${pattern.mostOffset}`,
        ]
      : []),
  ]);
}
