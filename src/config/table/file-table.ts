import type {DesiredTable} from '../../ipvs/plan.js';
import type {TableProblem} from './table-problem.js';

/** The kinds of files that tell a table, with what people call them. */
export const tableFormats = {
  rules: 'rules of ipvsadm-save',
  json: 'JSON of lvsctl',
  yaml: 'YAML of lvsctl',
  keepalived: 'keepalived.conf',
  ldirectord: 'ldirectord.cf',
} as const;

export type TableFormat = keyof typeof tableFormats;

/** A file that was read as a table. */
export interface FileTable {
  readonly format: TableFormat;
  /** What could be read of it; of use only where there are no problems. */
  readonly table: DesiredTable;
  /** In the order of their places. */
  readonly problems: readonly TableProblem[];
  /** What is left out, and why, for people: sorry servers, warnings of the format's own. */
  readonly notes: readonly string[];
  /** It tells all that the kernel has, to the bit: a snapshot. */
  readonly isExact?: boolean;
}

export interface FileText {
  /** As messages name it. */
  readonly name: string;
  readonly text: string;
}
