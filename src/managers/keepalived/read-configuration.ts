import {globSync, readFileSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import {type KeepalivedReading, readKeepalivedConf} from '../../config/keepalived/read-config.js';
import type {Milliseconds} from '../../vrrp/intervals.js';

/** A configuration as the daemon would read it now, and what it is made of. */
export interface ConfigurationReading extends KeepalivedReading {
  /** False: the main file cannot be read. */
  readonly isReadable: boolean;
  /** The main file and those it includes, in the order they were read. */
  readonly files: readonly string[];
  /** What to watch, for a change of any of it. */
  readonly folders: readonly string[];
  /** Of the newest file; undefined where there is none. */
  readonly modifiedAt: Milliseconds | undefined;
  /** Another text when any of the files is another, or has changed. */
  readonly stamp: string;
}

export interface ConfigurationPlace {
  readonly path: string;
  readonly configId: string | undefined;
  readonly hostname: string;
  /** Names of the interfaces; undefined as long as they are not known. */
  readonly interfaces: readonly string[] | undefined;
}

/** Larger files are no configurations of keepalived. */
const largest = 16 * 1024 * 1024;

export function readConfiguration(place: ConfigurationPlace): ConfigurationReading {
  const {path, configId, hostname, interfaces} = place;
  const files = new Set<string>();
  const folders = new Set([dirname(path)]);
  let modifiedAt: Milliseconds | undefined;
  const stamps = new Set<string>();
  const reading = readKeepalivedConf({
    path,
    hostname,
    ...(configId === undefined ? {} : {configId}),
    ...(interfaces ? {host: {interfaces}} : {}),
    readFile: file => {
      folders.add(dirname(file));
      const read = readRegular(file);
      if (!read) return undefined;
      files.add(file);
      stamps.add(`${file} ${read.stamp}`);
      modifiedAt = Math.max(modifiedAt ?? 0, read.modifiedAt);
      return read.text;
    },
    glob: pattern => {
      folders.add(dirname(pattern));
      return globSync(pattern).sort();
    },
  });
  return {
    ...reading,
    isReadable: files.has(path),
    files: [...files],
    folders: [...folders],
    modifiedAt,
    stamp: [...stamps].join(),
  };
}

interface RegularFile {
  readonly text: string;
  readonly modifiedAt: Milliseconds;
  readonly stamp: string;
}

/** NB: an include may name a FIFO, which would be waited for. */
function readRegular(path: string): RegularFile | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > largest) return undefined;
    const {mtimeMs, ino, size} = stats;
    return {text: readFileSync(path, 'utf8'), modifiedAt: mtimeMs, stamp: `${ino} ${size} ${mtimeMs}`};
  } catch {
    return undefined;
  }
}
