import {checkers, longestTime} from './checkers.js';
import {
  block,
  boolean,
  choice,
  command,
  flag,
  int32,
  list,
  other,
  type Row,
  seconds,
  secret,
  uint32,
  unsigned,
  word,
} from './row.js';

const strict = {isLenient: false} as const;
const once = {isOnce: true} as const;

/** lvs_schedulers of check/check_parser.c. */
export const schedulers = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'lblc',
  'sh',
  'mh',
  'dh',
  'fo',
  'ovf',
  'lblcr',
  'sed',
  'nq',
  'twos',
];

/** What virtual servers hand down to real servers, and these to their checkers. */
const defaults: readonly Row[] = [
  unsigned('retry', [1, uint32], 'further tries before a check has failed', strict),
  seconds('delay_before_retry', [0, longestTime], 'seconds between tries'),
  seconds('warmup', [0, longestTime], 'seconds, at most, before the first check'),
  seconds('connect_timeout', [1, uint32], 'seconds to wait for a connection'),
  seconds('delay_loop', [1, longestTime], 'seconds between checks'),
];

const realServer: readonly Row[] = [
  unsigned('weight', [0, int32], 'weight'),
  other('lvs_method', 'how packets are forwarded'),
  unsigned('uthreshold', [0, uint32], 'most connections'),
  unsigned('lthreshold', [0, uint32], 'connections below which it gets new ones again'),
  boolean('inhibit_on_failure', 'weight 0 instead of removal'),
  command('notify_up', 'run when it is up', once),
  command('notify_down', 'run when it is down', once),
  boolean('alpha', 'down until checked'),
  ...defaults,
  boolean('smtp_alert', 'send mails'),
  word('virtualhost', 'Host: header of its checks', {missing: 'ignored'}),
  word('snmp_name', 'name in SNMP', {missing: 'ignored', isAlone: true}),
  ...checkers,
];

/** virtual_server { } of keepalived.conf(5); check/check_parser.c. */
const virtualServer: readonly Row[] = [
  choice('ip_family', ['inet', 'inet6'], 'family of a firewall mark'),
  ...defaults,
  flag('inhibit_on_failure', 'weight 0 instead of removal'),
  choice('lb_algo', schedulers, 'old name of lvs_sched'),
  choice('lvs_sched', schedulers, 'the scheduler'),
  other('hashed', 'nothing', {missing: 'fine'}),
  flag('ops', 'one packet is one connection'),
  flag('flag-1', 'first flag of the scheduler'),
  flag('flag-2', 'second flag of the scheduler'),
  flag('flag-3', 'third flag of the scheduler'),
  other('sh-port', 'sh counts the port', {missing: 'fine'}),
  other('sh-fallback', 'sh takes another server when one is down', {missing: 'fine'}),
  other('mh-port', 'mh counts the port', {missing: 'fine'}),
  other('mh-fallback', 'mh takes another server when one is down', {missing: 'fine'}),
  other('lb_kind', 'old name of lvs_method'),
  other('lvs_method', 'how packets are forwarded'),
  word('persistence_engine', 'persistence engine'),
  unsigned('persistence_timeout', [1, 86_400 * 31], 'seconds of persistence', {...strict, missing: 'fine'}),
  other('persistence_granularity', 'clients that count as one'),
  choice('protocol', ['TCP', 'SCTP', 'UDP'], 'protocol', {ignoresCase: true}),
  flag('ha_suspend', 'check only while the address is here'),
  boolean('smtp_alert', 'send mails'),
  word('virtualhost', 'Host: header of its checks', {missing: 'ignored'}),
  word('snmp_name', 'name in SNMP', {missing: 'ignored', isAlone: true}),
  flag('alpha', 'real servers are down until checked'),
  flag('omega', 'run quorum_down and notify_down at the end'),
  command('quorum_up', 'run when there are enough servers', once),
  command('quorum_down', 'run when there are too few', once),
  unsigned('quorum', [1, uint32], 'weight of servers that is enough', {otherwise: 'keepalived takes 1'}),
  unsigned('hysteresis', [0, uint32], 'how far from the quorum it turns'),
  unsigned('weight', [1, int32], 'weight of real servers without one'),
  other('sorry_server', 'the server for when there is no other'),
  flag('sorry_server_inhibit', 'weight 0 instead of removal'),
  other('sorry_server_lvs_method', 'how packets are forwarded to it'),
  block('real_server', realServer, 'a real server'),
];

const ssl: readonly Row[] = [
  secret('password', 'password of the key', {missing: 'ignored'}),
  word('ca', 'file of the authority', {missing: 'ignored'}),
  word('certificate', 'file of the certificate', {missing: 'ignored'}),
  word('key', 'file of the key', {missing: 'ignored'}),
];

/** The blocks that the health checker reads. */
export const checkerRoots: readonly Row[] = [
  block('SSL', ssl, 'client side of SSL_GET'),
  list('virtual_server_group', 'addresses and marks with the same servers'),
  block('virtual_server', virtualServer, 'a virtual server'),
];
