import type {Place} from '../keepalived/problem.js';

/** A line as ldirectord takes it apart: within blocks without comment, tabs made four blanks. */
export interface Line {
  readonly number: number;
  /** Without the blanks that it begins with. */
  readonly text: string;
  /** Of the line as it is written. */
  readonly raw: string;
  /** How many characters of the line, its tabs made blanks, stand before `text`. */
  readonly indent: number;
  /** Within a block: tabs have been made blanks. */
  readonly isIndented: boolean;
}

export type Item =
  | {readonly type: 'global'; readonly line: Line}
  | {
      readonly type: 'virtual';
      readonly line: Line;
      readonly body: readonly Line[];
      /** The line that ends the block, or the last one of the file. */
      readonly end: number;
      /** Nothing follows it, not even a comment. */
      readonly isLast: boolean;
    }
  /** Lines that look like a block's and stand in none. `behind`: what opened the block that has ended before. */
  | {readonly type: 'stray'; readonly lines: readonly Line[]; readonly behind: Line | undefined};

/** What ldirectord's \s is; JavaScript's has more in it. */
const blank = '[ \\t\\r\\f\\v]';
const empty = new RegExp(`^${blank}*$`);
const comment = new RegExp(`^${blank}*#`);
const opening = new RegExp(`^virtual6?${blank}*=`);

/** Takes a configuration apart as read_config() of ldirectord does: the first line without four blanks ends a block. */
export function splitItems(text: string): Item[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const items: Item[] = [];
  let behind: Line | undefined;
  let i = 0;
  while (i < lines.length) {
    const raw = lines[i] as string;
    if (opening.test(raw)) {
      const body: Line[] = [];
      const from = i++;
      behind = plainLine(raw, from + 1);
      for (; i < lines.length; i++) {
        if (comment.test(lines[i] as string)) continue;
        const line = blockLine(lines[i] as string, i + 1);
        if (!line) break;
        body.push(line);
      }
      items.push({
        type: 'virtual',
        line: behind,
        body,
        end: Math.min(i + 1, lines.length),
        isLast: from === lines.length - 1,
      });
    } else if (empty.test(raw) || comment.test(raw)) i++;
    else if (/^[ \t]/.test(raw)) {
      const strays: Line[] = [];
      for (; i < lines.length && /^([ \t]|\r?$|#)/.test(lines[i] as string); i++)
        if (!empty.test(lines[i] as string) && !comment.test(lines[i] as string))
          strays.push(strayLine(lines[i] as string, i + 1));
      items.push({type: 'stray', lines: strays, behind});
    } else {
      behind = undefined;
      items.push({type: 'global', line: plainLine(raw, ++i)});
    }
  }
  return items;
}

function plainLine(raw: string, number: number): Line {
  return {number, text: raw, raw, indent: 0, isIndented: false};
}

function blockLine(raw: string, number: number): Line | undefined {
  const whole = withoutComment(raw);
  const match = /^ {4,}(.+)/s.exec(whole);
  if (!match) return undefined;
  const text = match[1] as string;
  return {number, text, raw, indent: whole.length - text.length, isIndented: true};
}

function strayLine(raw: string, number: number): Line {
  const whole = withoutComment(raw);
  const text = whole.trimStart();
  return {number, text, raw, indent: whole.length - text.length, isIndented: true};
}

/** NB: a # within quotes begins a comment too. */
function withoutComment(raw: string): string {
  return raw.replace(/#.*/s, '').replaceAll('\t', '    ');
}

/** The place of a character of the line's text, from 0. */
export function placeIn(file: string, {number, raw, indent, isIndented}: Line, at = 0): Place {
  let column = 0;
  for (let width = 0; width < indent + at && column < raw.length; column++)
    width += isIndented && raw[column] === '\t' ? 4 : 1;
  return {file, line: number, column: column + 1};
}
