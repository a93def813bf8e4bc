import {createHash} from 'node:crypto';
import type {Case, Server} from './keepalived-case.js';
import {block, connecting, talking, timeouts, url, usually} from './keepalived-failures.js';
import {hostName} from './servers-nginx.js';

const digest = createHash('md5').update('welcome\n').digest('hex');
const http = (...lines: readonly string[]) => block('HTTP_GET', ...lines, timeouts);

/** keepalived hears each byte as a sign of life, and leaves the server where it is. */
const neverEnding: readonly Server[] = (['slow head', 'trickling body', 'endless body'] as const).map(ill => ({
  well: 'no length',
  ill,
  stands: 'either',
  ours: {stands: 'out', why: 'never ends'},
}));

/** Answers that stretch HTTP. keepalived waits for the end of the connection, whatever Content-Length says. */
const odd: readonly Server[] = [
  ...usually('no length', [
    ['kept open', 'out'],
    ['no reason', 'out'],
    ['not HTTP', 'in'],
    ['bare newlines', 'out'],
    ['more than its length', 'in'],
    ['two spaces', 'out'],
    ['in small pieces', 'in'],
    ['a status of 4 digits', 'out'],
  ]),
  {well: 'no length', ill: 'head of 6 KB', stands: 'out', ours: {stands: 'in', why: 'long head'}},
];

/** HTTP_GET. */
export const httpCases: readonly Case[] = [
  {
    name: 'HTTP_GET, any good status',
    check: http(url('path /')),
    port: 80,
    servers: [
      ...usually('page', [
        ...connecting,
        ...talking,
        ['503', 'out'],
        ['404', 'out'],
        ['301', 'out'],
        ['201', 'in'],
        ['stalled body', 'out'],
        ['slow body', 'in'],
        ['cut body', 'out'],
        ['short body', 'in'],
        ['no length', 'in'],
      ]),
      ...neverEnding,
    ],
  },
  {
    name: 'HTTP_GET 1.1, a status',
    check: http(url('path /\n        status_code 200'), 'http_protocol 1.1'),
    port: 80,
    servers: usually('page', [
      ['refused', 'out'],
      ...talking,
      ['201', 'out'],
      ['301', 'out'],
      ['503', 'out'],
      ['stalled body', 'out'],
      ['slow body', 'in'],
    ]),
  },
  {
    name: 'HTTP_GET 1.0C, status ranges',
    check: http(url('path /\n        status_code 200-204 301'), 'http_protocol 1.0C'),
    port: 80,
    servers: usually('page', [
      ['201', 'in'],
      ['301', 'in'],
      ['404', 'out'],
      ['503', 'out'],
    ]),
  },
  {
    name: 'HTTP_GET, several urls',
    check: http(`${url('path /\n        status_code 200')}\n      ${url('path /second')}`),
    port: 80,
    servers: usually('page', [
      ['second 404', 'out'],
      ['503', 'out'],
      ['refused', 'out'],
      ['silent', 'out'],
    ]),
  },
  {
    name: 'HTTP_GET, digest',
    check: http(url(`path /\n        digest ${digest}`)),
    port: 80,
    servers: [
      ...usually('page', [
        ['other page', 'out'],
        ['refused', 'out'],
        ['reset after request', 'out'],
        ['silent', 'out'],
        ['stalled body', 'out'],
        ['slow body', 'in'],
        ['cut body', 'out'],
        ['short body', 'out'],
        ['no length', 'in'],
      ]),
      ...neverEnding,
    ],
  },
  {
    name: 'HTTP_GET, odd answers',
    check: http(url('path /')),
    port: 80,
    servers: odd,
  },
  {
    name: 'HTTP_GET, odd answers with a digest',
    check: http(url('path /', `digest ${digest}`)),
    port: 80,
    servers: odd,
  },
  {
    name: 'HTTP_GET, regex',
    check: http(url('path /\n        regex wel.*me')),
    port: 80,
    servers: usually('page', [
      ['other page', 'out'],
      ['503', 'out'],
      ['slow body', 'in'],
      ['stalled body', 'out'],
    ]),
  },
  {
    name: 'HTTP_GET, regex at the beginning',
    check: http(url('path /\n        regex ^wel.*me')),
    port: 80,
    servers: [
      ...usually('body later', [['other page', 'out']]),
      {well: 'body later', ill: 'no length', stands: 'out', ours: {stands: 'in', why: 'regex and head'}},
    ],
  },
  {
    name: 'HTTP_GET, regex_no_match',
    check: http(url('path /\n        regex "under construction"\n        regex_no_match')),
    port: 80,
    servers: usually('page', [
      ['other page', 'out'],
      ['refused', 'out'],
    ]),
  },
  {
    name: 'HTTP_GET, virtual host',
    check: http(url(`path /by-name\n        virtualhost ${hostName}`)),
    port: 80,
    servers: usually('page', [
      ['no such host', 'out'],
      ['closes', 'out'],
    ]),
  },
  {
    name: 'HTTP_GET, retry 1',
    check: block('HTTP_GET', `${url('path /')}\n      connect_timeout 2\n      retry 1\n      delay_before_retry 1`),
    port: 80,
    servers: usually('page', [
      ['503', 'out'],
      ['silent', 'out'],
      ['refused', 'out'],
    ]),
  },
  {
    name: 'HTTP_GET, IPv6',
    check: http(url('path /')),
    port: 80,
    isIpv6: true,
    servers: usually('page', [
      ['refused', 'out'],
      ['dropped', 'out'],
      ['unreachable', 'out'],
      ['503', 'out'],
    ]),
  },
];
