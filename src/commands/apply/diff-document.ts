import type {FileTable} from '../../config/table/file-table.js';
import type {TablePlan} from '../../maintenance/apply/table-plan.js';
import type {Document} from '../output/structured.js';
import {namesOf, type PlannedChange} from './planned-change.js';

/** What became of it: of a plan that is only shown, `planned`. */
export type DiffResult = 'planned' | 'done' | 'refused' | 'put-back' | 'not-put-back' | 'wrong-file';

export interface Told {
  readonly source: string;
  readonly file: Pick<FileTable, 'format' | 'problems' | 'notes'>;
  readonly prunes: boolean;
  /** Undefined where the file is wrong. */
  readonly plan: TablePlan | undefined;
  readonly changes: readonly PlannedChange[];
  readonly result: DiffResult;
  readonly words: string;
  /** What is left to be done by hand. */
  readonly commands: readonly string[];
  /** What drains hold back of it, in sentences. */
  readonly drainNotes: readonly string[];
}

/** lvsctl.diff/1 of docs/json.md. */
export function diffDocument(told: Told, isEmbedded: boolean): Document {
  const {source, file, prunes, plan, changes, result, words, commands, drainNotes} = told;
  return {
    schema: 'lvsctl.diff/1',
    kernel: {embedded: isEmbedded},
    source,
    format: file.format,
    prune: prunes,
    differs: changes.length > 0,
    result,
    words,
    changes,
    unmentioned: (plan?.unmentioned ?? []).map(namesOf),
    commands,
    notes: [...file.notes, ...drainNotes],
    problems: file.problems.map(({file: name, line, column, message}) => ({file: name, line, column, message})),
  };
}
