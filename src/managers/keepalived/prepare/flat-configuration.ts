import type {Place} from '../../../config/keepalived/problem.js';
import {withoutComment} from '../../../config/keepalived/text/comment.js';
import {folderOf, parseInclude} from '../../../config/keepalived/text/include.js';
import {type Files, type SourceLine, Sources} from '../../../config/keepalived/text/sources.js';

/** A configuration with all that it includes in one text, so that keepalived can check what is not in its place yet. */
export interface FlatConfiguration {
  readonly text: string;
  /** Where a line of it comes from. */
  placeOf(line: number): Place | undefined;
}

export function flatten(path: string, files: Files): FlatConfiguration {
  const sources = new Sources(files, () => undefined);
  const lines: SourceLine[] = [];
  if (sources.start(path))
    for (let line = sources.next(); line; line = sources.next()) {
      const include = parseInclude(withoutComment(line.traced).line.text);
      if (include) sources.include(include, line);
      else lines.push(line);
    }
  return {
    text: lines.map(({traced, file}) => `${traced.text.replaceAll('${_PWD}', folderOf(file) || '.')}\n`).join(''),
    placeOf: number => {
      const line = lines[number - 1];
      return line && {file: line.file, line: line.line, column: 1};
    },
  };
}
