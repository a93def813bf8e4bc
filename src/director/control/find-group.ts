import {readFileSync} from 'node:fs';

/** The number of a group of this machine; undefined where there is none. @param file as group(5) */
export function findGroup(name: string, file = '/etc/group'): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined; // a machine without one has no groups
  }
  for (const line of text.split('\n')) {
    const [group, , number] = line.split(':');
    if (group === name && number !== undefined && /^\d{1,10}$/.test(number)) return Number(number);
  }
  return undefined;
}
