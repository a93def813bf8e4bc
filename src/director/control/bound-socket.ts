import {chmodSync, chownSync, lstatSync, mkdirSync, renameSync, rmSync} from 'node:fs';
import {connect, createServer, type Server, type Socket} from 'node:net';
import {join} from 'node:path';
import {ownUser} from '../../maintenance/state/private-folder.js';

/** A socket that listens under its name. */
export interface BoundSocket {
  readonly path: string;
  /** Takes no more connections, and removes the file where it is still its own. Those that are there stay. */
  close(): void;
}

export interface SocketPlace {
  readonly folder: string;
  readonly file: string;
  readonly mode: number;
  /** Who besides its owner gets at it, as the mode says; undefined for the group of the process. */
  readonly group: number | undefined;
}

/** Another director has the socket. */
export class AnotherDirector extends Error {
  override readonly name = 'AnotherDirector';

  constructor(path: string) {
    super(`a director runs already: it has ${path}; end it first, with systemctl stop lvsctl-director`);
  }
}

/**
 * Makes sure that nobody listens there. NB: the file that a killed process has left stays until it is replaced.
 * @throws AnotherDirector; Error where something else is in the way
 */
export async function checkUnused(path: string): Promise<void> {
  const kind = lstatSync(path, {throwIfNoEntry: false});
  if (!kind) return;
  if (!kind.isSocket()) throw new Error(`${path} is in the way, and no socket: remove it`);
  const code = await tryConnect(path);
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return;
  if (code === undefined || code === 'EAGAIN') throw new AnotherDirector(path); // unix(7): so many wait to be accepted
  throw new Error(`${path} cannot be looked at: ${code}`);
}

/**
 * Listens in a folder that nobody else can enter, gives the socket its mode and group there, and only then its name: at no
 * moment it is open to more than it shall be. Only for one process at a time, in a folder that nobody else can write.
 * @throws Error with `code`
 */
export async function bindSocket(place: SocketPlace, onConnection: (socket: Socket) => void): Promise<BoundSocket> {
  const path = join(place.folder, place.file);
  const hidden = join(place.folder, '.binding');
  const made = join(hidden, place.file);
  rmSync(hidden, {recursive: true, force: true}); // of a process that was killed here
  mkdirSync(hidden, {mode: 0o700});
  chmodSync(hidden, 0o700); // whatever the umask took
  // Half open: who has said all still gets the answers.
  const server = createServer({allowHalfOpen: true}, onConnection);
  try {
    await listen(server, made);
    if (place.group !== undefined && ownUser() === 0) chownSync(made, 0, place.group);
    chmodSync(made, place.mode);
    const {dev, ino} = lstatSync(made);
    renameSync(made, path);
    return {path, close: () => closeSocket(server, path, {dev, ino})};
  } catch (error) {
    server.close();
    throw error;
  } finally {
    rmSync(hidden, {recursive: true, force: true});
  }
}

function closeSocket(server: Server, path: string, own: {readonly dev: number; readonly ino: number}): void {
  const now = lstatSync(path, {throwIfNoEntry: false});
  if (now?.ino === own.ino && now.dev === own.dev) rmSync(path, {force: true});
  server.close();
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({path, backlog: 128}, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** @returns why not; undefined where somebody listens */
function tryConnect(path: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', error => resolve((error as NodeJS.ErrnoException).code ?? error.message));
  });
}
