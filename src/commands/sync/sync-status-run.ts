import {type CommandContext, Usage} from '../command.js';
import {printCompatible} from './compatible-status.js';
import {countOrigins} from './count-origins.js';
import {coverageOf} from './coverage.js';
import {readPeerDocument} from './peer-document.js';
import {printStatus, type SyncStatus} from './status-output.js';
import type {SyncStatusOptions} from './status.js';

/** Shows the daemons and what they are worth. Resolves to the exit status. */
export async function runSyncStatus(
  {peer, compat, output = 'table'}: SyncStatusOptions,
  words: readonly ('master' | 'backup')[],
  context: CommandContext,
): Promise<number> {
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
}
