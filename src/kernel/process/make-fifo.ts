import koffi from 'koffi';
import {systemError} from '../packet/system-error.js';

/** mkfifo(3), mode 0600. @throws Error with `code`: EEXIST */
export function makeFifo(path: string): void {
  const mkfifo = koffi.load('libc.so.6').func('int mkfifo(const char *path, uint32_t mode)');
  if (mkfifo(path, 0o600) !== 0) throw systemError('mkfifo', koffi.errno());
}
