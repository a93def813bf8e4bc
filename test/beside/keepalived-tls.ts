import {createHash} from 'node:crypto';
import type {Case} from './keepalived-case.js';
import {block, talking, timeouts, url, usually} from './keepalived-failures.js';
import {hostName} from './servers-nginx.js';

const digest = createHash('md5').update('welcome\n').digest('hex');
const https = (...lines: readonly string[]) => block('SSL_GET', ...lines, timeouts);

/** SSL_GET: certificates are not verified. */
export const tlsCases: readonly Case[] = [
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
      {
        well: 'secure no length',
        ill: 'secure trickling body',
        stands: 'either', // by check_ssl.c only the first byte counts; on a busy machine it waits all the same
        ours: {stands: 'out', why: 'never ends'},
      },
      ...usually('secure no length', [
        ['secure stalled body', 'out'],
        ['secure short body', 'in'],
        ['secure garbage', 'out'],
        ['secure closes', 'out'],
        ['secure silent', 'out'],
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
