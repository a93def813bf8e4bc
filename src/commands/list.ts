import {defineCommand, type Values} from './command.js';
import {choice, flag, seconds, service} from './kinds.js';
import {outputFormats} from './output/structured.js';

const options = {
  output: {
    kind: choice(...outputFormats),
    alias: 'o',
    describe: 'how to print (default table); json and yaml are for scripts, see docs/json.md',
  },
  stats: {kind: flag, describe: 'add counters: connections, packets and bytes since the start or the last -Z'},
  rate: {kind: flag, describe: 'add rates per second, as the kernel smooths them'},
  watch: {kind: seconds, describe: 'print again every so many seconds until Ctrl-C; with json, one line each'},
} as const;

export type ListOptions = Values<typeof options>;

export const list = defineCommand({
  name: 'list',
  summary: 'show virtual services and their real servers',
  words: {name: 'SERVICE', kind: service, describe: 'only these: [tcp/|udp/|sctp/]ADDRESS[:PORT], fwmark/N, fwmark6/N'},
  options,
  examples: [
    ['lvsctl list', 'all services'],
    ['lvsctl list tcp/10.0.0.1:80 --rate --watch 2', 'one service, live'],
    ['lvsctl list -o wide', 'whose each real server is too: keepalived, ldirectord'],
    ['lvsctl list -o json | jq ".services[].realServers[] | select(.weight == 0)"', 'quiesced real servers'],
  ],
  run: async (...asked) => (await import('./list-run.js')).runList(...asked),
});
