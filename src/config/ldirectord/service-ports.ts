import type {Service} from './virtual-directives.js';

/** ld_port_to_service() and ld_service_to_port() of ldirectord, with the names of the ports in /etc/services. */
const rows: readonly {
  readonly port: number;
  readonly service: Service;
  readonly tcp: readonly string[];
  readonly udp?: readonly string[];
}[] = [
  {port: 21, service: 'ftp', tcp: ['ftp'], udp: ['fsp', 'fspd']},
  {port: 25, service: 'smtp', tcp: ['smtp', 'mail']},
  {port: 53, service: 'dns', tcp: ['domain'], udp: ['domain']},
  {port: 80, service: 'http', tcp: ['http', 'www']},
  {port: 110, service: 'pop', tcp: ['pop3', 'pop-3']},
  {port: 119, service: 'nntp', tcp: ['nntp', 'readnews', 'untp']},
  {port: 143, service: 'imap', tcp: ['imap2', 'imap']},
  {port: 389, service: 'ldap', tcp: ['ldap'], udp: ['ldap']},
  {port: 443, service: 'https', tcp: ['https'], udp: ['https']},
  {port: 587, service: 'submission', tcp: ['submission']},
  {port: 636, service: 'ldaps', tcp: ['ldaps'], udp: ['ldaps']},
  {port: 993, service: 'imaps', tcp: ['imaps']},
  {port: 995, service: 'pops', tcp: ['pop3s']},
  {port: 1521, service: 'oracle', tcp: []},
  {port: 1812, service: 'radius', tcp: ['radius'], udp: ['radius']},
  {port: 3128, service: 'http_proxy', tcp: []},
  {port: 3306, service: 'mysql', tcp: ['mysql']},
  {port: 5060, service: 'sip', tcp: ['sip'], udp: ['sip']},
  {port: 5432, service: 'pgsql', tcp: ['postgresql', 'postgres']},
];

/** @param text compared as text: `080` is none of them */
export function serviceOfPort(text: string): Service {
  return rows.find(({port}) => String(port) === text)?.service ?? 'none';
}

/** Undefined where ldirectord knows none: none and simpletcp. */
export function portOfService(service: Service): number | undefined {
  return rows.find(row => row.service === service)?.port;
}

/** The port of a name as Debian's /etc/services has it, of those that ldirectord has to do with. @param protocol undefined for either; fwm has none */
export function wellKnownPort(name: string, protocol: 'tcp' | 'udp' | 'fwm' | undefined): number | undefined {
  if (protocol === 'fwm') return undefined;
  const has = (names: readonly string[] | undefined) => names?.includes(name) ?? false;
  return rows.find(({tcp, udp}) => (protocol !== 'udp' && has(tcp)) || (protocol !== 'tcp' && has(udp)))?.port;
}
