/** A line of text that is being typed. */
export interface EditedLine {
  readonly text: string;
  /** 0..text.length: the cursor stands before this character. */
  readonly cursor: number;
}

export function editedLine(text: string, cursor = text.length): EditedLine {
  return {text, cursor};
}

/** What a key does to the line, as in readline(3); undefined where it does nothing there. */
export function editLine(line: EditedLine, key: string): EditedLine | undefined {
  const {text, cursor} = line;
  const edit = edits[key];
  if (edit) return edit(line);
  const typed = key === 'space' ? ' ' : key;
  if ([...typed].length !== 1) return undefined;
  return {text: text.slice(0, cursor) + typed + text.slice(cursor), cursor: cursor + typed.length};
}

export function insertText({text, cursor}: EditedLine, added: string): EditedLine {
  const clean = added.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return {text: text.slice(0, cursor) + clean + text.slice(cursor), cursor: cursor + clean.length};
}

const edits: Readonly<Record<string, (line: EditedLine) => EditedLine>> = {
  left: ({text, cursor}) => ({text, cursor: Math.max(0, cursor - 1)}),
  right: ({text, cursor}) => ({text, cursor: Math.min(text.length, cursor + 1)}),
  home: ({text}) => ({text, cursor: 0}),
  end: ({text}) => ({text, cursor: text.length}),
  'ctrl+a': ({text}) => ({text, cursor: 0}),
  'ctrl+e': ({text}) => ({text, cursor: text.length}),
  'ctrl+b': ({text, cursor}) => ({text, cursor: Math.max(0, cursor - 1)}),
  'ctrl+f': ({text, cursor}) => ({text, cursor: Math.min(text.length, cursor + 1)}),
  'ctrl+u': ({text, cursor}) => ({text: text.slice(cursor), cursor: 0}),
  'ctrl+k': ({text, cursor}) => ({text: text.slice(0, cursor), cursor}),
  'ctrl+w': ({text, cursor}) => {
    const kept = text.slice(0, cursor).replace(/\S+\s*$/, '');
    return {text: kept + text.slice(cursor), cursor: kept.length};
  },
  backspace: ({text, cursor}) => ({
    text: text.slice(0, Math.max(0, cursor - 1)) + text.slice(cursor),
    cursor: Math.max(0, cursor - 1),
  }),
  delete: ({text, cursor}) => ({text: text.slice(0, cursor) + text.slice(cursor + 1), cursor}),
  'ctrl+d': ({text, cursor}) => ({text: text.slice(0, cursor) + text.slice(cursor + 1), cursor}),
};
