import {
  address,
  block,
  boolean,
  choice,
  commandOfBlock,
  flag,
  int32,
  mostSeconds,
  other,
  type Row,
  seconds,
  uint32,
  unsigned,
  user,
  weight,
  word,
} from './row.js';

const strict = {isLenient: false} as const;
/** ULONG_MAX - 1 microseconds, near enough. */
export const longestTime = 2 ** 64;

/** install_checker_common_keywords() of check/check_api.c. */
const connection: readonly Row[] = [
  address('connect_ip', 'address to check instead of the server’s'),
  unsigned('connect_port', [1, 65_535], 'port to check instead of the server’s'),
  address('bindto', 'address to check from'),
  unsigned('bind_port', [1, 65_535], 'port to check from'),
  word('bind_if', 'interface to check from', {longest: 15}),
  seconds('connect_timeout', [1, uint32], 'seconds to wait for a connection'),
  unsigned('fwmark', [0, uint32], 'mark of the packets'),
];

const schedule: readonly Row[] = [
  unsigned('retry', [0, uint32], 'further tries before it has failed'),
  seconds('delay_before_retry', [0, longestTime], 'seconds between tries'),
  seconds('warmup', [0, longestTime], 'seconds, at most, before the first check'),
  seconds('delay_loop', [1, longestTime], 'seconds between checks'),
  boolean('alpha', 'down until checked'),
  boolean('log_all_failures', 'log every failed check'),
];

const both = [...connection, ...schedule];

const url: readonly Row[] = [
  word('path', 'path to get'),
  other('digest', 'MD5 of the page'),
  other('status_code', 'codes of success', {missing: 'fine'}),
  word('virtualhost', 'Host: header', {missing: 'ignored'}),
  other('regex', 'pattern the page must have', {missing: 'fine'}),
  flag('regex_no_match', 'pattern the page must not have'),
  other('regex_options', 'options of the pattern', {missing: 'fine'}),
  other('regex_min_offset', 'first place of the match', {missing: 'fine'}),
  other('regex_max_offset', 'last place of the match', {missing: 'fine'}),
  other('regex_stack', 'stack of the matcher', {missing: 'fine'}),
];

const httpGet: readonly Row[] = [
  ...both,
  unsigned('nb_get_retry', [0, uint32], 'old name of retry', {deprecated: 'retry'}),
  word('virtualhost', 'Host: header', {missing: 'ignored'}),
  choice('http_protocol', ['1.0', '1.1', '1.0C', '1.0c'], 'version of HTTP', {missing: 'ignored'}),
  boolean('enable_sni', 'send the name with TLS'),
  boolean('fast_recovery', 'up again as soon as all is well'),
  block('url', url, 'a page to get'),
];

/** The checkers of a real server; check/check_*.c. */
export const checkers = [
  block('HTTP_GET', httpGet, 'gets pages over HTTP'),
  block('SSL_GET', httpGet, 'gets pages over HTTPS'),
  block('TCP_CHECK', both, 'connects'),
  block('PING_CHECK', both, 'sends an echo request'),
  block(
    'SMTP_CHECK',
    [word('helo_name', 'name to greet with', {missing: 'ignored'}), ...both, block('host', both, 'another address')],
    'greets a mail server',
  ),
  block('DNS_CHECK', [...both, other('type', 'type of record'), other('name', 'name to ask for')], 'asks for a record'),
  block(
    'UDP_CHECK',
    [
      ...both,
      other('payload', 'what to send', {missing: 'ignored'}),
      other('require_reply', 'what must come back', {missing: 'fine'}),
      unsigned('min_reply_length', [0, 65_535], 'least bytes of a reply', strict),
      unsigned('max_reply_length', [0, 65_535], 'most bytes of a reply', strict),
    ],
    'sends a packet',
  ),
  block(
    'MISC_CHECK',
    [
      ...schedule,
      commandOfBlock('misc_path', 'the command', {missing: 'fine'}),
      unsigned('misc_timeout', [0, mostSeconds], 'seconds it may take'),
      flag('misc_dynamic', 'its exit status is a weight'),
      user('user', 'who runs it', {missing: 'ignored'}),
    ],
    'runs a command',
  ),
  block(
    'FILE_CHECK',
    [
      other('track_file', 'the track_file'),
      weight('weight', int32, ['reverse', 'noreverse'], 'what the number is multiplied with', {missing: 'ignored'}),
    ],
    'reads a number',
  ),
  block(
    'BFD_CHECK',
    [other('name', 'the bfd_instance', {missing: 'ignored'}), boolean('alpha', 'down until heard of')],
    'listens to a BFD session',
  ),
] as const satisfies readonly Row[];

export type CheckerKeyword = (typeof checkers)[number]['keyword'];
