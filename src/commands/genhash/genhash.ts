import {defineCommand, type Values} from '../command.js';
import {choice, flag, name, seconds} from '../kinds.js';
import {mark, port, serverAddress} from './genhash-kinds.js';

const options = {
  server: {kind: serverAddress, alias: 's', describe: 'the address of the server'},
  port: {kind: port, alias: 'p', describe: 'its port'},
  url: {kind: name('PATH'), alias: 'u', describe: 'the path of the page'},
  'use-ssl': {kind: flag, alias: 'S', describe: 'with TLS'},
  'use-sni': {kind: flag, alias: 'I', describe: 'with the virtual host as the name that TLS asks for (SNI)'},
  'use-virtualhost': {
    kind: name('HOST'),
    alias: 'V',
    describe: 'the Host that is asked for (default: the address and the port)',
  },
  protocol: {
    kind: choice('1.0', '1.0c', '1.0C', '1.1'),
    alias: 'P',
    describe: 'the version of HTTP (default 1.0); 1.0c is 1.0 with Connection: close',
  },
  timeout: {kind: seconds, alias: 't', describe: 'how long to wait for each next thing (default: a day)'},
  fwmark: {kind: mark, alias: 'm', describe: 'the firewall mark of the connection'},
  verbose: {kind: flag, alias: 'v', describe: 'also print the header, the page and how long it took'},
} as const;

export type GenhashOptions = Values<typeof options>;

export const genhash = defineCommand({
  name: 'genhash',
  summary: 'print the MD5 digest of a page, for HTTP_GET and SSL_GET of keepalived.conf',
  brief: 'the digest of a page, for HTTP_GET and SSL_GET',
  options,
  seeAlso: ['checks run'],
  examples: [
    ['lvsctl genhash -s 192.168.10.1 -p 80 -u /', 'the digest of the start page of a real server'],
    ['lvsctl genhash -S -I -V www.example.com -s 192.168.10.1 -p 443 -u /', 'of a virtual host, with TLS'],
  ],
  run: async (...asked) => (await import('./genhash-run.js')).runGenhash(...asked),
});
