import {defineCommand, type Values} from './command.js';
import {choice, flag, seconds, service} from './kinds.js';
import {listColumnsKind} from './list-column-names.js';
import {outputFormats} from './output/structured.js';
import {numericOption} from './settings/numeric-option.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table); json and yaml are for scripts, see lvsctl help output',
  },
  stats: {kind: flag, describe: 'add counters: connections, packets and bytes since the start or the last -Z'},
  rate: {kind: flag, describe: 'add rates per second, as the kernel smooths them'},
  columns: {
    kind: listColumnsKind,
    describe: 'these columns instead of the usual ones: service, name, address, weight, ... (a wrong one tells all)',
  },
  ...numericOption,
  watch: {kind: seconds, describe: 'print again every so many seconds until Ctrl-C; with json, one line each'},
} as const;

export type ListOptions = Values<typeof options>;

export const list = defineCommand({
  name: 'list',
  summary: 'show virtual services and their real servers',
  words: {
    name: 'SERVICE',
    kind: service,
    describe: 'only these: a name of the settings, [tcp/|udp/|sctp/]ADDRESS[:PORT], fwmark/N, fwmark6/N',
  },
  options,
  exits: [[1, 'there is no such service']],
  seeAlso: ['services', 'output', 'conns', 'top'],
  remote: true,
  examples: [
    ['lvsctl list', 'all services'],
    ['lvsctl list tcp/10.0.0.1:80 --rate --watch 2', 'one service, live'],
    ['lvsctl list --columns name,address,weight', 'these columns; /etc/lvsctl/config.yaml can have them as a default'],
    ['lvsctl list -o wide', 'whose each real server is too: keepalived, ldirectord'],
    ['lvsctl list -o json | jq ".services[].realServers[] | select(.weight == 0)"', 'quiesced real servers'],
  ],
  run: async (...asked) => (await import('./list-run.js')).runList(...asked),
});
