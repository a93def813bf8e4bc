import type {Files} from '../keepalived/text/sources.js';
import {readRules} from '../rules/read-rules.js';
import {type FileTable, type FileText, type TableFormat, tableFormats} from './file-table.js';
import type {KnownNames} from './known-names.js';
import {readJson} from './read-json.js';
import {recogniseFormat} from './recognise.js';

/** What a file may need besides its text. */
export interface TableSurroundings {
  readonly names: KnownNames;
  /** For what keepalived.conf includes. */
  readonly files: Files;
}

/**
 * Reads a file of any kind as the table it describes. Nothing that it names is run.
 * @param format undefined: by its content
 */
export async function readTable(
  file: FileText,
  format: TableFormat | undefined,
  surroundings: TableSurroundings,
): Promise<FileTable> {
  const chosen = format ?? recogniseFormat(file.text);
  if (!chosen) {
    const message = `this is none of ${Object.values(tableFormats).join(', ')}; where it is, say which with --format ${Object.keys(tableFormats).join('|')}`;
    return {
      format: 'rules',
      table: {entries: []},
      problems: [{file: file.name, line: 1, column: 1, message}],
      notes: [],
    };
  }
  const read = await readerOf(chosen, surroundings);
  let table = read(file);
  while (await surroundings.names.learn()) table = read(file);
  return table;
}

/** Kinds that need a large reader are loaded when one is read. */
async function readerOf(
  format: TableFormat,
  {names, files}: TableSurroundings,
): Promise<(file: FileText) => FileTable> {
  switch (format) {
    case 'rules':
      return file => readRules(file, names);
    case 'json':
      return readJson;
    case 'yaml':
      return (await import('./read-yaml.js')).readYaml;
    case 'keepalived': {
      const {readKeepalivedTable} = await import('./read-keepalived-table.js');
      return file => readKeepalivedTable(file, files);
    }
    case 'ldirectord': {
      const {readLdirectordTable} = await import('./read-ldirectord-table.js');
      return file => readLdirectordTable(file, names);
    }
  }
}
