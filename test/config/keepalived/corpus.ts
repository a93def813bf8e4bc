import {globSync, readFileSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {type KeepalivedReading, readKeepalivedConf} from '../../../src/config/keepalived/read-config.js';
import type {Files} from '../../../src/config/keepalived/text/sources.js';
import type {Host} from '../../../src/config/keepalived/walk/context.js';

export const folder = 'fixtures/keepalived-conf';

/** Every configuration of the corpus, by its path in the folder: single files, and the keepalived.conf of folders. */
export const names: readonly string[] = [
  ...globSync('*/*.conf', {cwd: folder}),
  ...globSync('*/*/keepalived.conf', {cwd: folder}),
].sort();

/** What configId stands for in the corpus. */
export const configId = 'director1';
export const interfaces = ['lo', 'eth0', 'eth1', 'eth2', 'peer2'];

/** The machine that keepalived was asked on. */
export const host: Host = {
  interfaces,
  hasUser: name => ['root', 'nobody', 'daemon'].includes(name),
  hasGroup: name => ['root', 'daemon', 'nogroup'].includes(name),
  findCommand: name => (['/bin/true', 'true'].includes(name) ? 'executable' : 'missing'),
};

/** The file system. */
export const files: Files = {
  readFile: path => {
    try {
      return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
    } catch {
      return undefined;
    }
  },
  glob: pattern => globSync(pattern).sort(),
};

export function readNamed(name: string): KeepalivedReading {
  return readKeepalivedConf({path: resolve(join(folder, name)), ...files, configId, host});
}

/** A configuration given as text. */
export function readText(
  text: string,
  more: {host?: Host; others?: Readonly<Record<string, string>>} = {},
): KeepalivedReading {
  const all: Readonly<Record<string, string>> = {'/etc/keepalived/keepalived.conf': text, ...more.others};
  return readKeepalivedConf({
    path: '/etc/keepalived/keepalived.conf',
    readFile: path => all[path],
    glob: pattern => Object.keys(all).filter(path => path === pattern),
    configId,
    ...(more.host ? {host: more.host} : {}),
  });
}
