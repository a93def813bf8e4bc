import {defineCommand, Usage} from '../command.js';
import {choice, flag, word} from '../kinds.js';
import {printCompatible} from './compatible-status.js';
import {countOrigins} from './count-origins.js';
import {coverageOf} from './coverage.js';
import {outputOption} from './output-option.js';
import {readPeerDocument} from './peer-document.js';
import {printStatus, type SyncStatus} from './status-output.js';

export const syncStatus = defineCommand({
  name: 'sync status',
  summary: 'show the daemons of connection synchronization, and what of the connections was synchronized',
  words: {name: 'DAEMON', kind: choice('master', 'backup'), describe: 'which of them, with --compat'},
  options: {
    peer: {
      kind: word,
      describe: 'what lvsctl sync status -o json printed on the other director: a file, for the coverage',
    },
    compat: {kind: flag, describe: "print LVSSyncDaemonSwap's lines, with its exit status: 3 running, 0 stopped"},
    output: outputOption,
  },
  examples: [
    ['lvsctl sync status', 'daemons, and connections by service: of this director, and received'],
    ['lvsctl sync status --peer <(ssh lvs2 lvsctl sync status -o json)', 'how much of them the other director has'],
    ['lvsctl sync status --compat master', 'for a script that was written for LVSSyncDaemonSwap'],
  ],
  async run({peer, compat, output = 'table'}, words, context) {
    if (compat) return printCompatible(words, context);
    if (words.length > 0) throw new Usage(`'${words.join(' ')}' means something only with --compat`);
    const counted = peer === undefined ? undefined : readPeerDocument(peer);
    const open = await context.open();
    if (!open) return 2;
    try {
      const daemons = await open.ipvs.daemons();
      const services = countOrigins(
        (await open.ipvs.serviceConfigurations()).map(({id}) => id),
        open.ipvs.connectionOrigins(),
      );
      const status: SyncStatus = {
        daemons,
        services: services.map(each => ({
          ...each,
          coverage:
            counted &&
            coverageOf(
              each,
              counted.find(({service}) => service === each.service),
            ),
        })),
      };
      await printStatus(status, output, context);
      return 0;
    } finally {
      open.ipvs.close();
    }
  },
});
