import type {Problem, ProblemCode} from '../../config/keepalived/problem.js';
import {type KeepalivedConfig, readKeepalivedConf} from '../../config/keepalived/read-config.js';
import type {LintOptions} from '../lint-options.js';
import {ConfigLines} from './config-line.js';

/** What was read of a keepalived.conf. */
export interface KeepalivedSubject {
  readonly file: string;
  readonly config: KeepalivedConfig;
  readonly text: ConfigLines;
  readonly problems: readonly Problem[];
  /** Reading came to the end: what is not in `config` is not in the file. */
  readonly isWhole: boolean;
}

/** Where keepalived stops, and so does its reader. */
const stopping: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'crash',
  'missing-parameter',
  'missing-include',
  'endless-include',
  'endless-expansion',
]);

export function readKeepalived(text: string, file: string, {files, configId}: LintOptions): KeepalivedSubject {
  const reading = readKeepalivedConf({
    path: file,
    readFile: path => (path === file ? text : files ? files.readFile(path) : ''),
    glob: pattern => files?.glob(pattern) ?? [pattern],
    mostLines: 200_000,
    ...(configId === undefined ? {} : {configId}),
  });
  return {
    file,
    config: reading.config,
    text: new ConfigLines(reading.tree),
    problems: reading.problems,
    isWhole: !reading.problems.some(({code}) => stopping.has(code)),
  };
}
