import {type Document, isCollection, isMap, isNode, type Node, parseDocument} from 'yaml';
import {mistakeWords} from './read-preferences.js';
import {type Preferences, preferenceNames} from './preferences.js';

/**
 * The text with the change in it; comments and order stay. Of keys, columns and sort only the entries that are named
 * change; one without columns is taken out, so that they are again as they come.
 * @throws Error where the text is no YAML that could be kept
 */
export function updatePreferences(text: string, change: Partial<Preferences>): string {
  const document = parseDocument(text, {logLevel: 'error'});
  const [mistake] = document.errors;
  if (mistake) throw new Error(`the file has mistakes, correct them first: ${mistakeWords(mistake)}`);
  if (document.contents === null) document.contents = document.createNode({}) as never;
  if (!isMap(document.contents)) throw new Error('the file holds something else than preferences');
  for (const property of Object.keys(preferenceNames) as (keyof Preferences)[]) {
    const value = change[property];
    const name = preferenceNames[property];
    if (value === undefined) continue;
    if (typeof value !== 'object') document.set(name, value);
    else for (const [entry, wanted] of Object.entries(value)) setEntry(document, name, entry, wanted);
  }
  return document.toString({lineWidth: 0, flowCollectionPadding: false});
}

function setEntry(document: Document, name: string, entry: string, wanted: string | readonly string[]): void {
  const entries = document.get(name, true);
  if (name === preferenceNames.columns && wanted.length === 0) {
    if (isMap(entries)) entries.delete(entry);
    return;
  }
  if (!isMap(entries)) document.set(name, withComments(document.createNode({}), entries, 'before'));
  const path = [name, entry];
  if (typeof wanted === 'string') document.setIn(path, wanted);
  else {
    const before = document.getIn(path, true);
    const list = document.createNode([...wanted]);
    list.flow = isCollection(before) ? (before.flow ?? false) : true; // written as the list before it was
    document.setIn(path, withComments(list, before, 'after'));
  }
}

/** The node with the comments of the one it replaces. @param place of a comment that stood beside the old one */
function withComments(node: Node, replaced: unknown, place: 'before' | 'after'): Node {
  if (!isNode(replaced)) return node;
  const above = replaced.commentBefore ?? (place === 'before' ? replaced.comment : undefined);
  if (above) node.commentBefore = above;
  if (place === 'after' && replaced.comment) node.comment = replaced.comment;
  return node;
}
