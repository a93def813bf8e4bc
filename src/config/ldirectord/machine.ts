import type {Line} from './lines.js';
import type {ReportAt} from './setting-reader.js';

/** What is on the machine; what is not told is taken to be there. Nothing is opened or made. */
export interface Machine {
  /** Whether ldirectord could write to the end of this file, making it if need be. */
  readonly mayAppend?: (path: string) => boolean;
  readonly isFolder?: (path: string) => boolean;
}

/** Says where ldirectord could not open a file that it writes. */
export function mayAppend(machine: Machine, path: string | undefined, line: Line, report: ReportAt): void {
  if (path === undefined || (machine.mayAppend?.(path) ?? true)) return;
  report('missing-file', line, 0, `${path} cannot be written`);
}
