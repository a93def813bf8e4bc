import {isNode, LineCounter, parseDocument} from 'yaml';
import type {Path} from './fields.js';
import type {FileTable, FileText} from './file-table.js';
import {takeDocument} from './take-document.js';

/** What the parser says to programmers otherwise. */
const own: Readonly<Record<string, string>> = {MULTIPLE_DOCS: 'a second document begins here (---): one is taken'};

/** A YAML document of lvsctl. */
export function readYaml({name, text}: FileText): FileTable {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, maxAliasCount: 0} as never);
  if (document.errors.length > 0) {
    const problems = document.errors.map(({pos: [offset], code, message}) => {
      const {line, col} = lines.linePos(offset);
      return {file: name, line, column: col, message: `this is no YAML: ${own[code] ?? message.split('\n')[0]}`};
    });
    return {format: 'yaml', table: {entries: []}, problems, notes: []};
  }
  const find = (path: Path): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  };
  return takeDocument(document.toJS({maxAliasCount: 0}), {name, text, format: 'yaml'}, () => find);
}
