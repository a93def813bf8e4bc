import type {Pattern} from '../../../checks/pattern/pattern.js';
import type {Probe, Sealed, TlsSettings} from '../../../checks/probe/probe.js';
import type {Address} from '../../../net/address.js';
import type {Secret} from '../../keepalived/secret.js';
import type {Real, Virtual} from '../ldirectord-config.js';
import {connectingOf} from './connecting.js';
import {dnsQuestion} from './dns-question.js';
import {httpProbe} from './http-probe.js';
import type {Surroundings} from './pool.js';

/** Of most services ldirectord checks no certificate. */
const anyCertificate: TlsSettings = {
  serverName: undefined,
  verifies: false,
  authority: undefined,
  certificate: undefined,
  key: undefined,
};

/**
 * What a negotiate check asks for: check_*() of ldirectord.
 * @returns undefined: it asks nothing, and the server is up
 */
export function negotiation(virtual: Virtual, real: Real, address: Address, around: Surroundings): Probe | undefined {
  const {check, protocol, place} = virtual;
  const {service, login} = check;
  if (service === 'none') return undefined;
  if (service === 'oracle') {
    around.refuse(place, 'lvsctl has no client of Oracle', 'use checktype=connect, or external with a program');
    return undefined;
  }
  const isWhole = service === 'ldap' || service === 'ldaps' || service === 'radius';
  const seconds = isWhole ? check.timeout : check.negotiateTimeout;
  const connecting = connectingOf(seconds * 1000, real, address, stepwise.has(service) ? 4 : 1);
  const password = seal(check.password);
  const request = real.request.replace(/^\//, '');
  const pattern = patternOf(real.receive);
  const tls = tlsOf(service);
  switch (service) {
    case 'http':
    case 'https':
    case 'http_proxy':
      return httpProbe(virtual, real, connecting, tls, around);
    case 'dns':
      return {
        type: 'dns',
        ...connecting,
        over: protocol === 'tcp' ? 'tcp' : 'udp',
        ...dnsQuestion(request),
        pattern: pattern ?? nothing,
      };
    case 'ldap':
    case 'ldaps':
      return {type: 'ldap', ...connecting, tls, login, password, request, pattern};
    case 'mysql':
    case 'pgsql':
      return {type: 'sql', ...connecting, dialect: service, database: check.database, login, password, request};
    case 'ftp':
      return {type: 'ftp', ...connecting, login, password, request: real.request, pattern};
    case 'radius':
      return {type: 'radius', ...connecting, login, password, secret: seal(check.secret)};
    case 'pop':
    case 'pops':
    case 'imap':
    case 'imaps':
    case 'nntp':
    case 'sip':
    case 'simpletcp':
    case 'smtp':
    case 'submission':
      return {
        type: 'dialog',
        ...connecting,
        service: talks.get(service) ?? service,
        tls,
        over: protocol === 'udp' && overBoth.has(service) ? 'udp' : 'tcp',
        login,
        password,
        request,
        pattern,
      };
  }
}

const secured: ReadonlySet<string> = new Set(['https', 'imaps', 'ldaps', 'pops']);

/** Which talk is held, for services whose name says that it is secured. */
const talks: ReadonlyMap<string, string> = new Map([
  ['pops', 'pop'],
  ['imaps', 'imap'],
]);

/** Whose clients leave it to IO::Socket::SSL, which checks who has signed a certificate, and its name. */
const verified: ReadonlySet<string> = new Set(['imaps', 'pops']);

function tlsOf(service: string): TlsSettings | undefined {
  return secured.has(service) ? {...anyCertificate, verifies: verified.has(service)} : undefined;
}

/** Which are asked by datagrams where the virtual service is of UDP. */
const overBoth: ReadonlySet<string> = new Set(['simpletcp', 'sip']);

/** Whose clients count the time of each step anew. */
const stepwise: ReadonlySet<string> = new Set(['smtp', 'submission', 'pop', 'pops', 'imap', 'imaps', 'ftp']);

/** Without receive no answer of a name server will do. */
const nothing: Pattern = {
  source: '(?!)',
  options: [],
  mustNotMatch: false,
  leastOffset: undefined,
  mostOffset: undefined,
};

function patternOf(receive: string): Pattern | undefined {
  return receive === '' ? undefined : {...nothing, source: receive};
}

function seal(secret: Secret): Sealed {
  return {sealed: secret.reveal()};
}
