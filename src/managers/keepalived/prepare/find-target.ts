import {findKeepalived} from '../find-keepalived.js';
import type {RouterOptions, RouterWorld} from '../../router-world.js';
import {bootEntryPath} from './boot-folder.js';
import {readDiskFile} from './disk-files.js';
import type {PrepareTarget} from './prepare-target.js';

/** The keepalived of this network namespace, or why it cannot be told which. */
export function findPrepareTarget(
  world: RouterWorld,
  options: RouterOptions,
): PrepareTarget | {readonly error: string} {
  const found = findKeepalived(world.machine, options);
  const [one, ...others] = found;
  if (!one)
    return {error: 'no keepalived runs here, and it has no configuration; name one with --keepalived-config FILE'};
  if (others.length > 0) {
    const configs = found.map(({configPath, parent}) => `${configPath}${parent ? ` (process ${parent.pid})` : ''}`);
    return {error: `there are several: ${configs.join(', ')}; choose with --keepalived-config or --keepalived-pid`};
  }
  if (readDiskFile(one.configPath) === undefined)
    return {error: `${one.configPath} cannot be read; name the configuration with --keepalived-config FILE`};
  const parent = one.parent ?? one.vrrp; // with -P alone there is no other
  return {
    configPath: one.configPath,
    configId: one.configId,
    program: parent?.program?.replace(/ \(deleted\)$/, '') ?? 'keepalived',
    parent,
    fileFolder: `${world.runFolder}/keepalived`,
    bootEntryPath,
  };
}
