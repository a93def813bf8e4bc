import {type KeepalivedReading, readKeepalivedConf} from '../../../config/keepalived/read-config.js';
import type {Files} from '../../../config/keepalived/text/sources.js';
import {OverlayFiles} from './overlay-files.js';

/** A configuration, and where the files are that its routers are to be moved by. */
export interface ConfigurationToPrepare {
  readonly path: string;
  /** keepalived's -i, else the host's name. */
  readonly configId: string;
  /** NB: texts of one character a byte (latin1), so that whatever is in them stays as it is. */
  readonly files: Files;
  /** /run/lvsctl/keepalived */
  readonly fileFolder: string;
}

/** A configuration with some files as they would be, and every file it is made of. */
export interface Read {
  readonly reading: KeepalivedReading;
  readonly texts: ReadonlyMap<string, string>;
}

export function readWith(
  {path, configId, files}: ConfigurationToPrepare,
  above: ReadonlyMap<string, string | undefined>,
): Read {
  const overlay = new OverlayFiles(files, above);
  const reading = readKeepalivedConf({path, configId, readFile: overlay.readFile, glob: overlay.glob});
  return {reading, texts: overlay.read};
}
