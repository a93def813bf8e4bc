import type {HostReader} from './host-reader.js';
import type {Machine} from './machine.js';
import type {Names} from './names.js';
import type {ReportAt} from './setting-reader.js';

/** What a configuration is read in. */
export interface Surroundings {
  readonly file: string;
  readonly hostname: string;
  readonly names: Names;
  readonly machine: Machine;
}

/** The same for the readers of its parts. */
export interface Context extends Surroundings {
  readonly hosts: HostReader;
  readonly report: ReportAt;
}
