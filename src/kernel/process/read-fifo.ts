import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {Socket} from 'node:net';
import {StringDecoder} from 'node:string_decoder';
import {systemError} from '../packet/system-error.js';

const noSuchDevice = 6; // ENXIO
const pieceSize = 65_536;

/**
 * Opens a FIFO to read, as one of its writers too, so that it does not end when the last of the others closes it.
 * @param onText in order; `isBacklog` for what was in it before
 * @returns what closes it
 * @throws Error with `code`; ENXIO where it is no FIFO
 */
export function readFifo(path: string, onText: (text: string, isBacklog: boolean) => void): () => void {
  const descriptor = openFifo(path);
  const decoder = new StringDecoder('utf8');
  let isOpen = true;
  const backlog = decoder.write(drain(descriptor));
  // NB: not fs.createReadStream, whose reads block a thread of libuv's pool each
  const stream = new Socket({fd: descriptor, readable: true, writable: false});
  stream.on('data', piece => isOpen && onText(decoder.write(piece as Buffer), false));
  stream.on('error', () => stream.destroy());
  if (backlog !== '') queueMicrotask(() => isOpen && onText(backlog, true));
  return () => {
    isOpen = false;
    stream.destroy();
  };
}

function openFifo(path: string): number {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  if (fstatSync(descriptor).isFIFO()) return descriptor;
  closeSync(descriptor);
  throw systemError('open', noSuchDevice);
}

/** What is in it now: a pipe holds 1 MiB at most. */
function drain(descriptor: number): Buffer {
  const pieces: Buffer[] = [];
  for (let length = 0; length < 2 ** 20; ) {
    const piece = Buffer.allocUnsafe(pieceSize);
    try {
      const read = readSync(descriptor, piece);
      if (read === 0) break;
      length += read;
      pieces.push(piece.subarray(0, read));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') break;
      closeSync(descriptor);
      throw error;
    }
  }
  return Buffer.concat(pieces);
}
