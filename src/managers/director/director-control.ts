import {join} from 'node:path';
import {DirectorClient} from '../../director/protocol/director-client.js';
import type {MethodName, MethodTypes} from '../../director/protocol/methods.js';
import {socketKinds} from '../../director/protocol/socket-kinds.js';
import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterWorld} from '../router-world.js';

/** One call of a method that may change something, on a connection of its own. Rejects with ProtocolError or NoAnswer. */
export async function callDirector<M extends MethodName>(
  world: Pick<RouterWorld, 'after' | 'runFolder'>,
  method: M,
  params: MethodTypes[M]['params'],
  timeout: Milliseconds,
): Promise<MethodTypes[M]['result']> {
  const client = await DirectorClient.connect(join(world.runFolder, socketKinds.control.file), world);
  try {
    return await client.call(method, params, {timeout});
  } finally {
    client.close();
  }
}
