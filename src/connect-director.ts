import {join} from 'node:path';
import {DirectorClient} from './director/protocol/director-client.js';
import {type SocketKind, socketKinds} from './director/protocol/socket-kinds.js';

/** A connection to the director of this machine. Rejects with NoAnswer. */
export function connectDirector(
  kind: SocketKind,
  {LVSCTL_RUN_DIR}: Readonly<Record<string, string | undefined>>,
): Promise<DirectorClient> {
  return DirectorClient.connect(join(LVSCTL_RUN_DIR || '/run/lvsctl', socketKinds[kind].file), {
    after(delay, call) {
      const timer = setTimeout(call, delay);
      return () => clearTimeout(timer);
    },
  });
}
