import {LockFile} from '../../maintenance/state/folder-lock.js';
import {formatEvent} from '../protocol/answer.js';
import type {DirectorEvent} from '../protocol/director-state.js';
import type {ControlHandler} from './control-handler.js';
import {ControlSocket} from './control-socket.js';
import type {ControlWorld} from './control-world.js';
import {findGroup} from './find-group.js';
import {prepareRunFolder} from './run-folder.js';
import {StateText} from './state-text.js';

export interface ControlSocketOptions {
  /** /run/lvsctl: made where it is absent; what is above it is there. */
  readonly folder: string;
  /** Its members may read: `lvsctl`. Where there is no such group, only root may. */
  readonly group: string;
  readonly handler: ControlHandler;
  readonly world: ControlWorld;
}

/** What a director is asked on, and tells by. */
export interface ControlSockets {
  /** Tells whoever has subscribed. NB: the handler's state has it by then. */
  publish(event: DirectorEvent): void;
  /** Removes both sockets at once; settles when the clients have gone, after a second at most. */
  close(): Promise<void>;
}

/**
 * Opens state.sock and control.sock: both or none. They are there, with their modes, when it settles.
 * Rejects with AnotherDirector where one runs, with LockHeld where one that starts has hung, with an Error with words where
 * the folder is not to be trusted.
 */
export async function openControlSockets({
  folder,
  group,
  handler,
  world,
}: ControlSocketOptions): Promise<ControlSockets> {
  const members = findGroup(group);
  prepareRunFolder(folder, members);
  const stateText = new StateText(handler, world);
  const sockets = (['state', 'control'] as const).map(
    kind => new ControlSocket(kind, folder, handler, stateText, world),
  );
  const close = async () => void (await Promise.all(sockets.map(socket => socket.close())));
  const lock = new LockFile(delay => new Promise(resolve => world.after(delay, resolve)));
  // Two that start at once: the second finds the sockets of the first.
  await lock.hold(
    folder,
    async () => {
      for (const socket of sockets) await socket.check();
      try {
        for (const socket of sockets) await socket.open(members);
      } catch (error) {
        await close();
        throw error;
      }
    },
    {as: 'a director that starts'},
  );
  return {
    publish(event) {
      stateText.forget();
      const text = formatEvent(event);
      for (const socket of sockets) socket.tell(text);
    },
    close,
  };
}
