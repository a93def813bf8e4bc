import type {Process} from '../../machine.js';
import type {RouterWorld} from '../../router-world.js';

/** The keepalived that is to be prepared, running or not. */
export interface PrepareTarget {
  /** As keepalived gets it, absolute. */
  readonly configPath: string;
  /** Its -i, where it has one. */
  readonly configId: string | undefined;
  /** keepalived, or the program of the process that runs. */
  readonly program: string;
  /** Undefined where none runs here. */
  readonly parent: Process | undefined;
  /** /run/lvsctl/keepalived */
  readonly fileFolder: string;
  /** /etc/tmpfiles.d/lvsctl.conf */
  readonly bootEntryPath: string;
}

/** What `@ID` lines are compared with: -i, else the host's name up to its first dot. */
export function configIdOf({host}: Pick<RouterWorld, 'host'>, {configId}: PrepareTarget): string {
  return configId ?? (host.split('.')[0] as string);
}
