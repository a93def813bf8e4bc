import {RpcHost} from '../../remote/rpc-host.js';
import type {RemoteWorld} from '../../remote/remote-world.js';
import type {ChosenHost} from './choose-hosts.js';

/** Begins to connect to each. @param isKept tried again and again, for as long as it is open */
export function openHosts(
  chosen: readonly ChosenHost[],
  {mayWrite, isKept}: {readonly mayWrite: boolean; readonly isKept: boolean},
  world: RemoteWorld,
): readonly RpcHost[] {
  return chosen.map(
    host => new RpcHost(host.name, {target: host.target, mayWrite: mayWrite && host.mayWrite, isKept}, world),
  );
}
