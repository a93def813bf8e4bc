import type {Socket} from 'node:net';
import {formatError} from '../protocol/answer.js';
import {errorCodes} from '../protocol/methods.js';
import {ProtocolError} from '../protocol/protocol-error.js';
import type {ControlWorld} from './control-world.js';

/**
 * Tells a client why its connection is closed, and closes it. What it still sends is thrown away for a moment: if a socket
 * is closed before it was read, its other side sees an error instead of the words.
 * @param end sends the last line behind what is on its way, and ends the socket
 */
export function dismiss(
  socket: Socket,
  words: string,
  world: Pick<ControlWorld, 'after'>,
  end: (bytes: Buffer) => void = bytes => socket.end(bytes),
): void {
  socket.removeAllListeners('data');
  socket.removeAllListeners('end');
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.destroy());
  socket.resume();
  end(Buffer.from(`${formatError(null, new ProtocolError(errorCodes.closed, words))}\n`));
  const cancel = world.after(farewell, () => socket.destroy());
  socket.on('close', cancel);
}

const farewell = 1000;
