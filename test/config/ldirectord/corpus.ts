import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  type LdirectordReading,
  type ReadOptions,
  readLdirectordConf,
} from '../../../src/config/ldirectord/read-config.js';
import {wellKnownPort} from '../../../src/config/ldirectord/service-ports.js';
import {ipv4} from '../../../src/net/address.js';
import {hostname} from './oracle.js';

export const folder = 'test/config/ldirectord/corpus';

/** A configuration of the corpus. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

/** `==== NAME`, then its lines; a backslash at the end of the last one: there is no line end. */
function samplesOf(file: string): Sample[] {
  const [, ...parts] = readFileSync(join(folder, file), 'utf8').split(/^==== /m);
  return parts.map(part => {
    const end = part.indexOf('\n');
    return {name: part.slice(0, end), text: part.slice(end + 1).replace(/\\\n$/, '')};
  });
}

export const accepted: readonly Sample[] = samplesOf('accepted.txt');
export const refused: readonly Sample[] = samplesOf('refused.txt');
export const samples: readonly Sample[] = [...accepted, ...refused];

/** The machine that ldirectord was asked on, as far as the corpus has to do with it. */
export const world = {
  hostname,
  machine: {
    mayAppend: (path: string) => path.trim() === '/dev/null',
    isFolder: (path: string) => path === '/tmp',
  },
  resolve: {
    addressOf: (name, family) => (name === 'localhost' && family === 'ipv4' ? ipv4(0x7f000001) : undefined),
    portOf: wellKnownPort,
  },
} satisfies Partial<ReadOptions>;

/** A configuration given as text. */
export function readText(text: string, more: Partial<ReadOptions> = {}): LdirectordReading {
  return readLdirectordConf({path: '/etc/ha.d/ldirectord.cf', readFile: () => text, ...more});
}
