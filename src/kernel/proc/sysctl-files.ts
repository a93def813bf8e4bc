import {existsSync, readdirSync, readFileSync, realpathSync} from 'node:fs';
import {join} from 'node:path';

/**
 * Those of sysctl.d(5), whichever comes first has a file of a name. sysctl(8) reads /etc/sysctl.conf after them; systemd
 * does not, but for a link to it (Debian 13 has none any more).
 */
const folders = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d', '/lib/sysctl.d'];

/** A sysctl that a file sets at the next boot. */
export interface LastingSysctl {
  readonly value: string;
  readonly file: string;
}

/** What the files set in the end, by dotted name. A file that cannot be read is passed over, as at the boot. */
export function readLastingSysctls(): ReadonlyMap<string, LastingSysctl> {
  const byName = new Map<string, string>();
  for (const folder of folders)
    for (const name of entries(folder))
      if (name.endsWith('.conf') && !byName.has(name)) byName.set(name, join(folder, name));
  const files = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  const isRead = !existsSync('/run/systemd/system') && !files.some(file => pointsTo(file, '/etc/sysctl.conf'));
  if (isRead) files.push('/etc/sysctl.conf');
  const lasting = new Map<string, LastingSysctl>();
  for (const file of files) for (const [name, value] of parseSysctlFile(textOf(file))) lasting.set(name, {value, file});
  return lasting;
}

/** The lines of a file by dotted name. What begins with `-` may fail; dots and slashes may stand for each other. */
export function parseSysctlFile(text: string): readonly (readonly [name: string, value: string])[] {
  return text.split('\n').flatMap(line => {
    const match = /^\s*-?\s*([^\s=#;][^\s=]*)\s*=\s*(.*?)\s*$/.exec(line);
    return match ? [[(match[1] as string).replaceAll('/', '.'), match[2] as string] as const] : [];
  });
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function pointsTo(file: string, target: string): boolean {
  try {
    return realpathSync(file) === target;
  } catch {
    return false;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
