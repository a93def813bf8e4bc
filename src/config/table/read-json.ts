import type {FileTable, FileText} from './file-table.js';
import {jsonPlaces, NotJson} from './json-places.js';
import {positionOf} from './lines-of.js';
import {takeDocument} from './take-document.js';

/** A JSON document of lvsctl. */
export function readJson({name, text}: FileText): FileTable {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return notJson(name, text, error as Error);
  }
  return takeDocument(document, {name, text, format: 'json'}, () => jsonPlaces(text));
}

/** NB: V8 says it in its own words, and not always where. */
function notJson(file: string, text: string, error: Error): FileTable {
  let offset = 0;
  let message = `this is no JSON: ${error.message}`;
  try {
    jsonPlaces(text);
  } catch (found) {
    if (!(found instanceof NotJson)) throw found;
    offset = found.offset;
    message = `this is no JSON: ${found.message}`;
  }
  return {format: 'json', table: {entries: []}, problems: [{file, ...positionOf(text, offset), message}], notes: []};
}
