import {defineCommand} from './command.js';
import {countKeys, printCounts} from './connection-counts.js';
import {filterConnections} from './connection-filter.js';
import {printConnections} from './connection-output.js';
import {choice, count, prefix, realServer, service, word} from './kinds.js';
import {outputFormats} from './output/structured.js';

export const conns = defineCommand({
  name: 'conns',
  summary: 'show or count the connections in the table',
  options: {
    service: {kind: service, describe: 'only connections to this service: [tcp/|udp/|sctp/]ADDRESS[:PORT] or fwmark/N'},
    real: {kind: realServer, describe: 'only connections of this real server'},
    client: {kind: prefix, describe: 'only connections of clients in this address or prefix'},
    state: {
      kind: word,
      describe: 'only connections in this state, such as ESTABLISHED; TEMPLATE for persistence templates',
    },
    'count-by': {kind: choice(...countKeys), describe: 'count instead of listing, most first'},
    limit: {kind: count, describe: 'at most so many lines'},
    output: {
      kind: choice(...outputFormats),
      alias: 'o',
      describe: 'how to print (default table); json and yaml are for scripts, see docs/json.md',
    },
  },
  examples: [
    ['lvsctl conns --client 203.0.113.0/24', 'connections of a network'],
    ['lvsctl conns --count-by client --limit 10', 'the ten busiest clients'],
    ['lvsctl conns --real 192.168.10.1 --state ESTABLISHED -o json', 'what still holds a real server, for a script'],
  ],
  async run(given, _words, context) {
    const open = await context.open();
    if (!open) return 2;
    const {'count-by': by, output: format = 'table', limit = Number.POSITIVE_INFINITY} = given;
    try {
      const chosen = filterConnections(
        open.ipvs.connections(),
        given,
        by === undefined ? limit : Number.POSITIVE_INFINITY,
      );
      await (by === undefined
        ? printConnections(chosen, format, context)
        : printCounts(chosen, by, limit, format, context));
      return 0;
    } finally {
      open.ipvs.close();
    }
  },
});
