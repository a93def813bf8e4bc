import {directive, type Settings, special} from './directive.js';
import {
  count,
  leadingNumber,
  mailAddress,
  matching,
  positiveCount,
  quotedOrEmpty,
  rest,
  statuses,
  yesNo,
} from './value-kinds.js';

/** The directives before, between and behind virtual services: they hold for all of them, wherever they stand. */
export const globalDirectives = {
  autoreload: directive(yesNo, 'read the file again when it has changed', {default: 'no'}),
  callback: directive(quotedOrEmpty, 'program to run, with the path of the file, when the file has changed'),
  checkcount: directive(count, 'pings for one check', {default: '1', deprecated: 'failurecount'}),
  checkinterval: directive(count, 'seconds between checks', {default: '10'}),
  checktimeout: directive(positiveCount, 'seconds for connect, ping and external checks', {default: '5'}),
  cleanstop: directive(yesNo, 'remove the virtual services at the end', {default: 'yes'}),
  emailalert: directive(mailAddress, 'whom to tell of changes'),
  emailalertfreq: directive(leadingNumber, 'seconds between repeated mails, 0 for none', {default: '0'}),
  emailalertfrom: directive(rest, 'who mails are from'),
  emailalertstatus: directive(statuses, 'in which states of ldirectord mails are sent', {default: 'all'}),
  execute: special('another configuration, for which an ldirectord is started', {repeats: true}),
  failurecount: directive(count, 'failed checks before a server is down', {default: '1'}),
  fallback: special('server that takes over when no real server is up'),
  fallback6: special('the same for virtual services of IPv6'),
  fallbackcommand: directive(rest, 'program to run when no real server is up, and when one is again'),
  fork: directive(yesNo, 'a process for each virtual service', {default: 'no'}),
  logfile: directive(quotedOrEmpty, 'path, or facility of syslog', {default: '"/var/log/ldirectord.log"'}),
  maintenancedir: directive(rest, 'folder whose files name servers in maintenance'),
  negotiatetimeout: directive(positiveCount, 'seconds for negotiate checks', {default: '30'}),
  quiescent: directive(yesNo, 'give servers that are down weight 0 instead of removing them', {default: 'no'}),
  readdquiescent: directive(yesNo, 'add servers that are down, with weight 0', {default: 'no'}),
  smtp: directive(matching(/^[0-9A-Za-z._+-]+/, 'a host is'), 'server that mails are given to'),
  supervised: special('stay in the foreground and log to standard output', {default: 'no'}),
} as const;

export type GlobalSettings = Settings<typeof globalDirectives>;
