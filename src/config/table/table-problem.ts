/** A position in a file; lines and columns count from 1. */
export interface TablePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What keeps a file from being a table. Texts are from outside. */
export interface TableProblem extends TablePlace {
  readonly message: string;
}

export type ReportProblem = (place: TablePlace, message: string) => void;

/** `rules.txt:12:3: there is no service …` */
export function formatTableProblem({file, line, column, message}: TableProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** As another place is named within a message: `line 12`, with the file where it is another one. */
export function otherPlace(place: TablePlace, from: TablePlace): string {
  return place.file === from.file ? `line ${place.line}` : `line ${place.line} of ${place.file}`;
}
