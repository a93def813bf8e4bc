import {createHash} from 'node:crypto';
import type {Case, Server, Stand} from './keepalived-case.js';
import type {Behaviour, DatagramBehaviour} from './servers-behaviour.js';
import {hostName} from './servers-nginx.js';
import {poolCases} from './keepalived-pools.js';

/** Servers that are usually one thing, and what becomes of them while they are another. */
const usually = (well: Behaviour, ill: readonly (readonly [Behaviour, Stand])[]): Server[] =>
  ill.map(([behaviour, then]) => ({well, ill: behaviour, then}));

const timeouts = 'connect_timeout 2\n      retry 0';
const digest = createHash('md5').update('welcome\n').digest('hex');

const connecting = [['refused', 'out'], ['dropped', 'out'], ['nobody', 'out'], ['unreachable', 'out']] as const; // biome-ignore format: a table
const talking = [
  ['reset', 'out'],
  ['reset after request', 'out'],
  ['closes', 'out'],
  ['silent', 'out'],
  ['garbage', 'out'],
] as const;
/** keepalived hears each byte as a sign of life. Both are of one server: while it changes, nothing is refused. */
const neverEnding: readonly Server[] = (['slow head', 'trickling body', 'endless body'] as const).map(ill => ({
  well: 'no length',
  ill,
  then: 'in',
  ours: {then: 'out', why: 'never ends'},
}));

const url = (lines: string) => `url {\n        ${lines}\n      }`;
const http = (urls: string, more = '') => `HTTP_GET {\n      ${urls}\n      ${more}\n      ${timeouts}\n    }`;
const https = (urls: string, more = '') => `SSL_GET {\n      ${urls}\n      ${more}\n      ${timeouts}\n    }`;
const block = (name: string, lines: string) => `${name} {\n      ${lines}\n    }`;

const httpCases: readonly Case[] = [
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
      {well: 'body later', ill: 'no length', then: 'out', ours: {then: 'in', why: 'regex and head'}},
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

const tlsCases: readonly Case[] = [
  {
    name: 'SSL_GET',
    check: https(url('path /\n        status_code 200')),
    port: 443,
    servers: [
      ...usually('tls page', [
        ['refused', 'out'],
        ['dropped', 'out'],
        ...talking,
        ['page', 'out'],
        ['tls expired', 'in'],
        ['tls other name', 'in'],
        ['tls 503', 'out'],
        ['tls refuses the name', 'out'],
      ]),
    ],
  },
  {
    name: 'SSL_GET, SNI',
    check: https(url(`path /by-name\n        virtualhost ${hostName}`), 'enable_sni'),
    port: 443,
    servers: usually('tls page', [
      ['tls refuses the name', 'out'],
      ['tls no such host', 'out'],
      ['tls other name', 'in'],
      ['reset after request', 'out'],
    ]),
  },
  {
    name: 'SSL_GET, digest',
    check: https(url(`path /\n        digest ${digest}`), 'http_protocol 1.1'),
    port: 443,
    servers: usually('tls page', [
      ['tls other page', 'out'],
      ['tls expired', 'in'],
      ['refused', 'out'],
    ]),
  },
];

const mailCases: readonly Case[] = [
  {
    name: 'SMTP_CHECK',
    check: block('SMTP_CHECK', `helo_name director.example.org\n      ${timeouts}`),
    port: 25,
    servers: [
      ...usually('exim', [
        ['refused', 'out'],
        ['dropped', 'out'],
        ['mail 554', 'out'],
      ]),
      ...usually('mail', [
        ...talking,
        ['mail, HELO 550', 'out'],
        ['mail, late', 'out'],
        ['mail, QUIT 500', 'in'],
      ]),
      ...(['mail, greets in lines', 'mail, welcomes in lines'] as const).map(
        (ill): Server => ({well: 'mail', ill, then: 'out', ours: {then: 'in', why: 'lines of SMTP'}}),
      ),
    ],
  },
];

const question = (type: string, name: string) =>
  block('DNS_CHECK', `type ${type}\n      name ${name}\n      ${timeouts}\n      delay_before_retry 1`);
const noAnswer: readonly [DatagramBehaviour, Stand][] = [
  ['mute', 'out'],
  ['other reply', 'out'],
];
const wrongNames = [['names, NXDOMAIN', 'out'], ['names, REFUSED', 'out'], ['names, no data', 'in']] as const; // biome-ignore format: a table

const datagramCases: readonly Case[] = [
  {
    name: 'DNS_CHECK, A',
    check: question('A', hostName),
    port: 53,
    isUdp: true,
    servers: usually('names', [...wrongNames, ...noAnswer, ...connecting]),
  },
  ...['AAAA', 'MX', 'TXT'].map(
    (type): Case => ({
      name: `DNS_CHECK, ${type}`,
      check: question(type, hostName),
      port: 53,
      isUdp: true,
      servers: usually('names', wrongNames.slice(0, 2)),
    }),
  ),
  {
    name: 'UDP_CHECK',
    check: block('UDP_CHECK', timeouts),
    port: 7,
    isUdp: true,
    servers: usually('echo', [
      ['refused', 'out'],
      ['mute', 'in'],
      ['dropped', 'in'],
      ['unreachable', 'out'],
    ]),
  },
  {
    name: 'UDP_CHECK, any reply',
    check: block('UDP_CHECK', `payload 0102030405\n      require_reply\n      min_reply_length 3\n      max_reply_length 100\n      ${timeouts}`),
    port: 7,
    isUdp: true,
    servers: usually('echo', [
      ['refused', 'out'],
      ['mute', 'out'],
      ['short reply', 'in'], // the lengths count only with a reply that is told: check_udp.c, udp_check_thread()
      ['long reply', 'in'],
      ['dropped', 'out'],
    ]),
  },
  {
    name: 'UDP_CHECK, a reply',
    check: block('UDP_CHECK', `payload 0102030405\n      require_reply 0102xx\n      min_reply_length 4\n      max_reply_length 100\n      ${timeouts}`),
    port: 7,
    isUdp: true,
    servers: usually('echo', [
      ['other reply', 'out'],
      ['long reply', 'out'],
      ['mute', 'out'],
    ]),
  },
  {
    name: 'PING_CHECK',
    check: block('PING_CHECK', timeouts),
    port: 80,
    servers: usually('there', [
      ['dropped', 'out'],
      ['nobody', 'out'],
      ['unreachable', 'out'],
    ]),
  },
  {
    name: 'PING_CHECK, IPv6',
    check: block('PING_CHECK', timeouts),
    port: 80,
    isIpv6: true,
    servers: usually('there', [
      ['dropped', 'out'],
      ['unreachable', 'out'],
    ]),
  },
];

const tcpCases: readonly Case[] = [
  {
    name: 'TCP_CHECK',
    check: block('TCP_CHECK', timeouts),
    port: 80,
    servers: usually('page', [...connecting, ['reset later', 'in'], ['closes', 'in'], ['silent', 'in']]),
  },
  {
    name: 'TCP_CHECK, retry 1',
    check: block('TCP_CHECK', 'connect_timeout 2\n      retry 1\n      delay_before_retry 1'),
    port: 80,
    servers: usually('silent', [
      ['refused', 'out'],
      ['dropped', 'out'],
    ]),
  },
  {
    name: 'TCP_CHECK, another port and source',
    check: block('TCP_CHECK', `connect_port 8080\n      bindto @director\n      ${timeouts}`),
    port: 8080,
    servers: usually('silent', [['refused', 'out']]),
  },
  {
    name: 'TCP_CHECK, IPv6',
    check: block('TCP_CHECK', timeouts),
    port: 80,
    isIpv6: true,
    servers: usually('silent', [
      ['refused', 'out'],
      ['dropped', 'out'],
    ]),
  },
];

const misc = (more: string) =>
  block('MISC_CHECK', `misc_path "/run/beside/act /run/beside/@id"\n      misc_timeout 2\n      ${more}`);

const scriptCases: readonly Case[] = [
  {
    name: 'MISC_CHECK',
    check: misc(''),
    port: 80,
    servers: usually('exit 0', [
      ['exit 1', 'out'],
      ['exit 2', 'out'],
      ['killed', 'out'],
      ['hangs', 'out'],
    ]),
  },
  {
    name: 'MISC_CHECK, misc_dynamic',
    check: misc('misc_dynamic'),
    port: 80,
    servers: usually('exit 0', [
      ['exit 1', 'out'],
      ['exit 2', 0],
      ['exit 3', 1],
      ['exit 12', 10],
      ['exit 255', 253],
    ]),
  },
  {
    name: 'FILE_CHECK',
    check: block('FILE_CHECK', 'track_file @id\n      weight 1'),
    port: 80,
    servers: usually('number 0', [
      ['number -2147483648', 'out'], // not where it is so at the start: keepalived would leave it at weight 0 for ever
      ['number -1', 1],
      ['number 5', 7],
      ['number -9', 0],
      ['no file', 'in'],
    ]),
  },
];

/** All that is compared. */
export const keepalivedCases: readonly Case[] = [
  ...tcpCases,
  ...httpCases,
  ...tlsCases,
  ...mailCases,
  ...datagramCases,
  ...scriptCases,
  ...poolCases,
];
