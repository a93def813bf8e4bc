import type {Socket} from 'node:net';
import type {Attempt} from '../attempt.js';
import {libraryWords} from './library-words.js';

/**
 * Keeps what a server sends from breaking more than its own check: a library that throws of it ends the try, and not the
 * process.
 * @param look sees it first, and throws an Error, in words, of what the library would not get over
 */
export function guardSocket(attempt: Attempt, socket: Socket, look: (bytes: Buffer) => void = () => undefined): void {
  const emit: (name: string | symbol, ...words: unknown[]) => boolean = socket.emit.bind(socket);
  socket.emit = (name: string | symbol, ...words: unknown[]) => {
    if (name !== 'data') return emit(name, ...words);
    if (attempt.isOver) return false;
    try {
      look(words[0] as Buffer);
      return emit(name, ...words);
    } catch (error) {
      attempt.down('L7', `the answer cannot be read: ${libraryWords(error, '')}`);
      return true;
    }
  };
}
