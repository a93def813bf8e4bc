import type {Node} from './block-tree.js';
import type {GlobalDefinitions} from './globals/global-definitions.js';
import type {LvsConfiguration} from './lvs/lvs-configuration.js';
import {type Problem, problem, type Report} from './problem.js';
import {Reading} from './reading.js';
import type {Files} from './text/sources.js';
import type {BfdInstance, VrrpConfiguration} from './vrrp/vrrp-configuration.js';
import type {Host} from './walk/context.js';

export interface KeepalivedConfig {
  readonly globals: GlobalDefinitions;
  readonly vrrp: VrrpConfiguration;
  readonly lvs: LvsConfiguration;
  readonly bfd: readonly BfdInstance[];
}

export interface ReadOptions extends Files {
  readonly path: string;
  /** What `@ID` lines are compared with: keepalived's -i, else the host name up to its first dot. */
  readonly configId?: string;
  readonly hostname?: string;
  /** What is on the machine; without it, whatever the file names is taken to be there. */
  readonly host?: Host;
  /** How many lines are read at most, loops written out. */
  readonly mostLines?: number;
}

export interface KeepalivedReading {
  readonly config: KeepalivedConfig;
  /** Of the lines as they stand, with loops and definitions written out. */
  readonly tree: readonly Node[];
  /** In the order of the places they are at. */
  readonly problems: readonly Problem[];
}

/**
 * Reads keepalived.conf as keepalived 2.2.7 does: the parent first, then each of its processes on the same lines,
 * every one of them skipping what is for the others. Nothing that the file names is run.
 */
export function readKeepalivedConf(options: ReadOptions): KeepalivedReading {
  const found = new Map<string, Problem>();
  const report: Report = (code, place, message, effect) => {
    const one = problem(code, place, message, effect);
    found.set(`${one.file}:${one.line}:${one.column}:${code}:${message}`, one);
  };
  const reading = new Reading(options, report);
  const config = reading.run();
  const order = new Map(reading.files.map((file, i) => [file, i]));
  const rank = ({file}: Problem) => order.get(file) ?? order.size;
  const problems = [...found.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
  return {config, tree: reading.tree, problems};
}
