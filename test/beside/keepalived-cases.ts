import type {Case, Server, Stand} from './keepalived-case.js';
import {block, connecting, talking, timeouts, usually} from './keepalived-failures.js';
import {httpCases} from './keepalived-http.js';
import {poolCases} from './keepalived-pools.js';
import {tlsCases} from './keepalived-tls.js';
import type {DatagramBehaviour} from './servers-behaviour.js';
import {hostName} from './servers-nginx.js';

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
      ...usually('mail', [...talking, ['mail, HELO 550', 'out'], ['mail, late', 'out'], ['mail, QUIT 500', 'in']]),
      ...(['mail, greets in lines', 'mail, welcomes in lines'] as const).map(
        (ill): Server => ({well: 'mail', ill, stands: 'out', ours: {stands: 'in', why: 'lines of SMTP'}}),
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
    check: block(
      'UDP_CHECK',
      `payload 0102030405\n      require_reply\n      min_reply_length 3\n      max_reply_length 100\n      ${timeouts}`,
    ),
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
    check: block(
      'UDP_CHECK',
      `payload 0102030405\n      require_reply 0102xx\n      min_reply_length 4\n      max_reply_length 100\n      ${timeouts}`,
    ),
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
    servers: [
      ...usually('page', [...connecting, ['reset later', 'in'], ['closes', 'in'], ['silent', 'in']]),
      {well: 'silent', ill: 'reset', stands: 'either', ours: {stands: 'in', why: 'reset at once'}},
    ],
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
