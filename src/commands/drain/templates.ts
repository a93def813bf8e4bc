import type {Connection} from '../../ipvs/connection.js';
import type {Chosen} from '../../maintenance/drain/selection.js';
import {validTemplates} from '../../maintenance/drain/valid-templates.js';
import {span} from '../../vrrp/findings/words.js';

/**
 * What persistence means for a drain, in a sentence; undefined where no template pins a client to its servers.
 * @param connections read only where one does
 */
export function templatesNote(
  chosen: readonly Chosen[],
  connections: () => Iterable<readonly Connection[]>,
): string | undefined {
  const pinned = chosen.map(({destination}) => destination).filter(one => one.persistentConnections > 0);
  if (pinned.length === 0) return undefined;
  const {count, longest} = validTemplates(pinned, connections());
  if (count === 0) return undefined;
  const clients = count === 1 ? '1 persistence template pins a client' : `${count} persistence templates pin clients`;
  return `${clients} to it: they still come here, each time for the service's whole timeout; the longest lasts ${span(longest * 1000)} yet. --cut templates sends them elsewhere`;
}
