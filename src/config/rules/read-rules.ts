import type {Change} from '../../ipvs/change.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {Command} from '../../ipvsadm/command.js';
import {CommandLineError} from '../../ipvsadm/failure.js';
import {NameNeeded, type NameTable} from '../../ipvsadm/names.js';
import {parseCommandLine} from '../../ipvsadm/parse.js';
import {isComment, ruleWords} from '../../ipvsadm/restore-lines.js';
import type {FileTable, FileText} from '../table/file-table.js';
import {TableBuilder} from '../table/table-builder.js';
import type {TablePlace, TableProblem} from '../table/table-problem.js';
import {columnOf} from './column-of.js';

/** Rules as ipvsadm-save writes them, with what lvsctl adds: -A and -a, a line each, comments and blank lines between. */
export function readRules({name: file, text}: FileText, names: NameTable): FileTable {
  const problems: TableProblem[] = [];
  const notes: string[] = [];
  const report = ({line, column}: TablePlace, message: string) => void problems.push({file, line, column, message});
  const builder = new TableBuilder(report);
  let number = 0;
  let isFirst = true;
  for (const line of linesOf(text)) {
    number++;
    if (isComment(line)) continue;
    const words = ruleWords(line);
    if (words.length === 0) continue;
    const parsed = parseRule(words, names);
    if (parsed === undefined) continue;
    const place = {file, line: number, column: line.length - line.trimStart().length + 1};
    if ('problem' in parsed) report({...place, column: columnOf(line, parsed.problem)}, parsed.problem);
    else if (parsed.change.type === 'flush' && isFirst)
      notes.push(`line ${number}: -C is passed over: apply changes only what differs`);
    else take(parsed.change, builder, place, report);
    isFirst = false;
  }
  return {format: 'rules', table: builder.table, problems, notes};
}

function* linesOf(text: string): Iterable<string> {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    yield text.slice(start, end);
    start = end + 1;
  }
}

/** Undefined where a host name has to be asked for: then the file is read again. */
function parseRule(words: readonly string[], names: NameTable): {change: Change} | {problem: string} | undefined {
  let command: Command;
  try {
    command = parseCommandLine(words, 'lvsctl', 'lvsctl', names);
  } catch (error) {
    if (error instanceof NameNeeded) return undefined;
    if (error instanceof CommandLineError) return {problem: escapeControls(error.failure.message.trim())};
    throw error;
  }
  if (command.type === 'change') return {change: command.change};
  return {problem: `'${command.type}' says nothing about the table: only -A and -a belong in a file of rules`};
}

function take(
  change: Change,
  builder: TableBuilder,
  place: TablePlace,
  report: (place: TablePlace, message: string) => void,
): void {
  if (change.type === 'add-service') builder.addService(change.service, place);
  else if (change.type === 'add-server') builder.addDestination(change.id, change.destination, place);
  else
    report(place, `'${change.type}' is a step, and this file tells what is to be there: only -A and -a belong in it`);
}
