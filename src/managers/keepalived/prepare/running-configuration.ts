import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {type KeepalivedReading, readKeepalivedConf} from '../../../config/keepalived/read-config.js';

const path = 'keepalived.conf';

/**
 * The text that a keepalived runs with: its parent keeps what it read last, all files in one and without comments, in a
 * memory file (memfd "/keepalived/consolidated_configuration", 2.2). Undefined where there is none, as with
 * tmp_config_directory, or it may not be read.
 */
export function runningText(parent: number): string | undefined {
  const folder = `/proc/${parent}/fd`;
  try {
    for (const name of readdirSync(folder))
      if (readlinkSync(`${folder}/${name}`).startsWith('/memfd:/keepalived/consolidated_configuration'))
        return readFileSync(`${folder}/${name}`, 'latin1');
  } catch {
    // the process is gone, or another's
  }
  return undefined;
}

/** What it comes to. */
export function readRunning(text: string, configId: string): KeepalivedReading {
  return readKeepalivedConf({path, configId, readFile: name => (name === path ? text : undefined), glob: () => []});
}
