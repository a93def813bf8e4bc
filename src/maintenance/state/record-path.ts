import {createHash} from 'node:crypto';
import {join} from 'node:path';

/** The file of a record. Names from outside may have any character and any length. @param key told apart from every other */
export function recordPath(folder: string, name: string, key: string): string {
  const readable = name.replace(/[^\w.-]/g, '_').slice(0, 64);
  const exact = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return join(folder, `${readable}.${exact}.json`);
}
