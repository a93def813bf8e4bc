import type {DaemonConfiguration} from '../ipvs/daemon.js';
import type {Objection} from '../vrrp/handover/router-owner.js';

/** The connection-sync daemons of this host; undefined where there is no IPVS, or it does not tell. */
export type ReadSyncDaemons = () => Promise<readonly DaemonConfiguration[] | undefined>;

/**
 * What speaks against leaving where connections are synchronised, but not from here: whoever takes over would not know
 * those of today. Where no daemon runs at all, nobody meant them to be.
 */
export async function syncObjections(read: ReadSyncDaemons): Promise<readonly Objection[]> {
  const daemons = await read();
  const backup = daemons?.find(({state}) => state === 'backup');
  if (!backup || daemons?.some(({state}) => state === 'master')) return [];
  return [
    {
      code: 'sync-not-running',
      words: `this host receives connections of another director on ${backup.interface}, and sends none of its own: whoever takes over does not know them. lvsctl sync start master --interface ${backup.interface} --syncid ${backup.syncId}`,
      isForceable: true,
    },
  ];
}
