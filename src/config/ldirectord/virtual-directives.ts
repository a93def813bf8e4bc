import {directive, type Settings, special} from './directive.js';
import {
  anyCase,
  bareOrQuoted,
  checkType,
  count,
  free,
  hostHeader,
  leadingNumber,
  mailAddress,
  matching,
  number,
  port,
  quoted,
  quotedSecret,
  statuses,
  word,
  yesNo,
} from './value-kinds.js';

/** What negotiate checks can speak. */
export const services = ['dns', 'ftp', 'http', 'https', 'http_proxy', 'imap', 'imaps', 'ldap', 'ldaps', 'mysql', 'nntp', 'none', 'oracle', 'pgsql', 'pop', 'pops', 'radius', 'simpletcp', 'sip', 'smtp', 'submission'] as const; // biome-ignore format: a table

export type Service = (typeof services)[number];

/** The directives within the block of a virtual service. */
export const virtualDirectives = {
  checkcommand: directive(bareOrQuoted, 'program or Perl file of an external check', {default: '/bin/true'}),
  checkcount: directive(count, 'pings for one check', {default: 'the global one', deprecated: 'failurecount'}),
  checkinterval: directive(count, 'seconds between checks, with fork=yes', {default: 'the global one'}),
  checkport: directive(port, 'port to check', {default: "the real server's, else the service's"}),
  checktimeout: directive(count, 'seconds for connect, ping and external checks', {default: 'the global one'}),
  checktype: directive(checkType, 'how real servers are checked', {default: 'negotiate'}),
  cleanstop: directive(yesNo, 'remove the virtual service at the end', {default: 'the global one'}),
  comment: directive(free, 'text for mails'),
  database: directive(quoted, 'database of mysql, oracle and pgsql'),
  emailalert: directive(mailAddress, 'whom to tell of changes', {default: 'the global one'}),
  emailalertfreq: directive(leadingNumber, 'seconds between repeated mails', {default: 'the global one'}),
  emailalertstatus: directive(statuses, 'in which states mails are sent', {default: 'the global one'}),
  failurecount: directive(count, 'failed checks before a server is down', {default: 'the global one'}),
  fallback: special('server that takes over when no real server is up', {default: 'the global one'}),
  fallback6: special('the same for a virtual6', {default: 'the global one'}),
  fallbackcommand: directive(bareOrQuoted, 'program to run when no real server is up', {default: 'the global one'}),
  httpmethod: directive(anyCase(word(['GET', 'HEAD'])), 'method of http checks', {default: 'GET'}),
  load: directive({read: readLoad}, 'read, and used nowhere'),
  login: directive(quoted, 'user of checks that log in'),
  monitorfile: directive(bareOrQuoted, 'path that results of checks are written to'),
  negotiatetimeout: directive(count, 'seconds for negotiate checks', {default: 'the global one'}),
  netmask: special('which clients persistence groups: dotted for IPv4, a prefix length for IPv6'),
  ops: directive(yesNo, 'one-packet scheduling, for udp', {default: 'no'}),
  passwd: directive(quotedSecret, 'password of checks that log in'),
  persistent: directive(number, 'seconds that a client stays with its server'),
  protocol: special('tcp or udp; fwm for a firewall mark', {default: 'tcp, udp on port 53'}),
  quiescent: directive(yesNo, 'give servers that are down weight 0', {default: 'the global one'}),
  real: special('a real server or a range of them', {repeats: true}),
  real6: special('a real server of a virtual6', {repeats: true}),
  receive: directive(quoted, 'regular expression that the answer has to match'),
  request: directive(quoted, 'what to ask for', {default: '"/"'}),
  schedflags: directive(matching(/[^ \t\r\f\v]+/, 'flags are'), 'flags of the scheduler'),
  scheduler: directive(matching(/[a-z]+/, 'lower case letters are'), 'scheduler', {default: 'wrr'}),
  secret: directive(quotedSecret, 'secret of radius'),
  service: directive(word(services), 'what negotiate checks speak', {default: 'by the port, else none'}),
  servicename: directive(free, 'name for mails'),
  smtp: directive(matching(/^[0-9A-Za-z._+-]+/, 'a host is'), 'server that mails are given to'),
  virtualhost: directive(hostHeader, 'Host header of http checks', {default: 'the address of the real server'}),
} as const;

export type VirtualSettings = Settings<typeof virtualDirectives>;

function readLoad(text: string) {
  const reading = quoted.read(text);
  if ('refused' in reading) return reading;
  const value = /\w+/.exec(reading.value)?.[0];
  return value === undefined ? {refused: 'a word is expected'} : {value};
}
