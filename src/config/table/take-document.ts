import {escapeControls} from '../../ipvs/outside-text.js';
import type {Path} from './fields.js';
import type {FileTable} from './file-table.js';
import {positionOf} from './lines-of.js';
import {readDocument, snapshotSchema} from './read-document.js';
import {TableBuilder} from './table-builder.js';
import type {TablePlace, TableProblem} from './table-problem.js';

/** Finds where in the text the value at a path is; made only when somebody asks. */
export type FindOffset = (path: Path) => number;

/** More of them help nobody. */
const mostProblems = 200;

/** Makes the table of a document that was read from a text. */
export function takeDocument(
  document: unknown,
  {name: file, text, format}: {readonly name: string; readonly text: string; readonly format: 'json' | 'yaml'},
  prepare: () => FindOffset,
): FileTable {
  let find: FindOffset | undefined;
  const at = (path: Path): TablePlace => {
    find ??= prepare();
    return {file, ...positionOf(text, find(path))};
  };
  const problems: TableProblem[] = [];
  const unknown = new Map<string, {place: TablePlace; count: number}>();
  const add = (place: TablePlace, message: string): void => {
    if (problems.length < mostProblems)
      problems.push({file, line: place.line, column: place.column, message: escapeControls(message)});
  };
  const builder = new TableBuilder(add);
  readDocument(document, {
    problem: (path, message) => add(at(path), message),
    unknown: path => {
      const name = String(path.at(-1));
      const seen = unknown.get(name);
      if (seen) seen.count++;
      else unknown.set(name, {place: at(path), count: 1});
    },
    service: (service, path) => builder.addService(service, new PlaceOnDemand(file, () => at(path))),
    destination: ({id}, destination, path) =>
      builder.addDestination(id, destination, new PlaceOnDemand(file, () => at(path))),
  });
  const notes = [...unknown].map(
    ([name, {place, count}]) =>
      `line ${place.line}: the field ${escapeControls(name)} is unknown and was passed over${count > 1 ? ` (${count} times)` : ''}`,
  );
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  const isExact = (document as {schema?: unknown} | null)?.schema === snapshotSchema;
  return {format, table: builder.table, problems, notes, isExact};
}

/** Of ten thousand places hardly any is ever asked for. */
class PlaceOnDemand implements TablePlace {
  constructor(
    readonly file: string,
    private readonly find: () => TablePlace,
  ) {}

  get line(): number {
    return this.find().line;
  }

  get column(): number {
    return this.find().column;
  }
}
