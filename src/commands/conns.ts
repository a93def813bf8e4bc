import {defineCommand, type Values} from './command.js';
import {countKeys} from './count-keys.js';
import {choice, connectionState, count, prefix, realServer, service} from './kinds.js';
import {outputFormats} from './output/structured.js';
import {numericOption} from './settings/numeric-option.js';

const options = {
  service: {kind: service, describe: 'only connections to this service: [tcp/|udp/|sctp/]ADDRESS[:PORT] or fwmark/N'},
  real: {kind: realServer, describe: 'only connections of this real server'},
  client: {kind: prefix, describe: 'only connections of clients in this address or prefix'},
  state: {
    kind: connectionState,
    describe: 'only connections in this state, such as ESTABLISHED; TEMPLATE for persistence templates',
  },
  'count-by': {kind: choice(...countKeys), describe: 'count instead of listing, most first'},
  limit: {kind: count, describe: 'at most so many lines'},
  ...numericOption,
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table); json and yaml are for scripts, see lvsctl help output',
  },
} as const;

export type ConnsOptions = Values<typeof options>;

export const conns = defineCommand({
  name: 'conns',
  summary: 'show or count the connections in the table',
  options,
  seeAlso: ['list', 'persistence', 'output'],
  remote: true,
  examples: [
    ['lvsctl conns --client 203.0.113.0/24', 'connections of a network'],
    ['lvsctl conns --count-by client --limit 10', 'the ten busiest clients'],
    ['lvsctl conns --real 192.168.10.1 --state ESTABLISHED -o json', 'what still holds a real server, for a script'],
  ],
  run: async (...asked) => (await import('./conns-run.js')).runConns(...asked),
});
