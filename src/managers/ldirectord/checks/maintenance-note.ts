import {closeSync, constants, openSync, readSync} from 'node:fs';
import {isAbsolute, join} from 'node:path';
import type {Real} from '../../../config/ldirectord/ldirectord-config.js';
import {formatHost} from '../../../config/ldirectord/names.js';

const mostBytes = 500;

/** Why ldirectord keeps a server down for an operator: the file in its maintenance folder, and what stands in it. NB: names of hosts are looked up by ldirectord alone. */
export function maintenanceNote(
  folder: string | undefined,
  {host, port}: Pick<Real, 'host' | 'port'>,
): string | undefined {
  if (folder === undefined || !isAbsolute(folder)) return undefined;
  for (const name of [`${formatHost(host)}:${port}`, formatHost(host)]) {
    const path = join(folder, name);
    const text = beginningOf(path);
    if (text === undefined) continue;
    const lines = text.split('\n').map(line => line.trim());
    const said = lines.filter(line => line !== '').join(', ');
    return `in maintenance by ${path}${said === '' ? '' : `: ${said}`}`;
  }
  return undefined;
}

/** Undefined where nothing is there; empty where it cannot be read: it counts all the same. */
function beginningOf(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : '';
  }
  try {
    const bytes = Buffer.alloc(mostBytes);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, mostBytes, null));
  } catch {
    return ''; // a folder counts too
  } finally {
    closeSync(file);
  }
}
