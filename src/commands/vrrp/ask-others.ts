import {readAccounts} from '../../managers/keepalived/log/read-accounts.js';
import type {Routers} from '../../managers/open-routers.js';
import {askPeer, type PeerWord} from '../../managers/peer/ask-peer.js';

interface Wanted {
  readonly peer: string | undefined;
  readonly log: string | undefined;
  readonly probe: true | undefined;
}

/** Everything that is asked only when it is wanted. */
export async function askOthers({peer, log, probe}: Wanted, routers: Routers): Promise<void> {
  const {world, watch: source} = routers;
  const [reading] = await Promise.all([
    log === undefined ? undefined : readAccounts(world.machine, log, world.clock()),
    askPeers(peer, routers),
    probe === true ? source.probe() : undefined,
  ]);
  if (reading) source.recall(reading);
}

/** All at the same time. */
export async function askPeers(
  hosts: string | undefined,
  {watch: source, world}: Routers,
): Promise<readonly PeerWord[]> {
  if (hosts === undefined) return [];
  const words = await Promise.all(
    hosts.split(',').map(host => askPeer(world.machine, host, () => world.clock(), world.remoteShell)),
  );
  source.hear(words);
  return words;
}
