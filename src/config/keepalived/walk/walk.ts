import {newerKeywords, type Process, type Rows, rootKeywords, rootsOf, rowsOf} from '../grammar/grammar.js';
import type {Block, List, Row, Setting} from '../grammar/row.js';
import type {Place} from '../problem.js';
import type {Lines} from '../text/line-reader.js';
import {splitCommand, splitWords, type Word} from '../text/words.js';
import {type Context, refuse, refuseMissing} from './context.js';
import {readValue} from './read-value.js';
import {type Entry, hasItems, type ListEntry, type Section, type SettingEntry} from './section.js';

/** Whoever reads the blocks of a process. */
export interface BlockReader {
  /** A block begins. `skip` leaves it out, as keepalived does with what it cannot name. */
  open(section: Section, within: readonly Section[]): 'read' | 'skip';
  /** An entry of a block is read. `skip` leaves the rest of the block out. */
  entry?(entry: Entry, within: readonly Section[]): 'read' | 'skip';
  /** A block has ended; outermost blocks only after all within them. */
  close(section: Section, within: readonly Section[]): void;
  /** A keyword or a list at the outermost level. */
  root(entry: Entry): void;
}

interface Line {
  readonly words: readonly Word[];
  readonly first: Word;
  readonly text: string;
}

/** process_stream() and alloc_value_block() of keepalived's parser.c, for one process. */
export class Walk {
  /** How many blocks are to be left before reading goes on; `opening` while its brace is still to come. */
  #skip: number | 'opening' = 0;
  readonly #within: Section[] = [];
  readonly #atRoot: Entry[] = [];
  /** The kinds of blocks of which one was read. */
  readonly #known = new Set<Block>();
  /** How many of the blocks around are left out, though their lines are not skipped. */
  #unread = 0;
  #last: Place = {file: '', line: 0, column: 1};

  constructor(
    private readonly process: Process,
    private readonly lines: Lines,
    private readonly reader: BlockReader,
    private readonly context: Context,
  ) {}

  run(): void {
    this.#readBlock(rootsOf(this.process), false);
    if (this.lines.depth > 0)
      this.context.report('missing-brace', this.#last, `${this.lines.depth} closing braces are missing at the end`);
  }

  /** Whether the block was left because the rest of it is skipped. */
  #readBlock(rows: Rows, needsBrace: boolean): boolean {
    const level = this.#within.length;
    let isBraceDue = needsBrace;
    for (let line = this.#nextLine(); line; line = this.#nextLine()) {
      const {first} = line;
      if (this.#skip === 'opening') {
        if (first.text === '{') {
          this.#skip = 1;
          isBraceDue = false;
          continue;
        }
        this.#skip = 0;
      }
      if (this.#skip > 0) {
        if (this.#skipLine(line) && level > 0) return true;
        continue;
      }
      if (isBraceDue) {
        isBraceDue = false;
        if (first.text === '{' && level > 0) continue;
        this.context.report('missing-brace', first, 'the block does not begin with a brace');
      } else if (first.text === '{') {
        this.context.report('unexpected-brace', first, 'a brace where no block begins');
        continue;
      }
      if (first.text === '}' && level > 0) return false;
      const row = rows.get(first.text);
      if (row) this.#readRow(row, line);
      else if (level === 0 && rootKeywords.has(first.text))
        this.#skip = line.words.at(-1)?.text === '{' ? 1 : 'opening';
      else this.#unknown(first);
    }
    return false;
  }

  #unknown(word: Word): void {
    const since = newerKeywords[word.text];
    const message = since ? `"${word.text}" is new in keepalived ${since}` : `unknown keyword "${word.text}"`;
    this.context.report('unknown-keyword', word, message, since && 'keepalived 2.2.7 skips the line');
  }

  #readRow(row: Row, line: Line): void {
    switch (row.type) {
      case 'setting':
        return this.#readSetting(row, line);
      case 'list':
        return this.#finish(this.#readList(row, line));
      case 'block':
        return this.#readSection(row, line);
    }
  }

  #readSetting(row: Setting, {words, first, text}: Line): void {
    if (words.length < 2 && row.missing !== 'fine') {
      if (row.value.type === 'command' && hasMoreQuoted(text)) return; // an open quote, which was reported
      if (row.missing === 'refused') refuseMissing(this.context, words);
      this.context.report('missing-value', first, `nothing behind "${first.text}"`);
      return;
    }
    if (row.isAlone && words.length > 2) {
      this.context.report('extra-words', words[2] as Word, 'a word too many', 'keepalived ignores the line');
      return;
    }
    if (row.deprecated !== undefined)
      this.context.report('deprecated', first, `"${first.text}" is deprecated: use ${row.deprecated}`);
    if (row.isOnce && this.#isRepeated(row)) {
      this.context.report('duplicate', first, `"${first.text}" was given before`);
      return;
    }
    this.#finish({type: 'setting', row, words, line: text, value: readValue(this.context, row, words, text)});
  }

  #isRepeated(row: Setting): boolean {
    const entries = this.#within.at(-1)?.entries ?? this.#atRoot;
    return entries.some(entry => entry.type === 'setting' && entry.row === row && counts(entry));
  }

  #finish(entry: Entry): void {
    const section = this.#within.at(-1);
    if (!section) {
      this.#atRoot.push(entry);
      return this.reader.root(entry);
    }
    section.entries.push(entry);
    if (this.#unread > 0) return;
    if (this.reader.entry?.(entry, this.#within) !== 'skip') return;
    this.#skip = entry.type === 'list' ? 'opening' : 1;
  }

  #readSection(row: Block, {words, first}: Line): void {
    const hasBrace = words.at(-1)?.text === '{';
    const kept = hasBrace ? words.slice(0, -1) : words;
    const section: Section = {type: 'block', row, words: kept, entries: [], end: first, isComplete: false};
    const isRead = this.#unread === 0 && this.reader.open(section, this.#within) === 'read';
    if (isRead) this.#within.at(-1)?.entries.push(section);
    else if (this.#unread++ === 0) this.#skip = 'opening';
    this.#within.push(section);
    try {
      section.isComplete = !this.#readBlock(rowsOf(row.rows), !hasBrace);
    } finally {
      this.#within.pop();
      if (!isRead) this.#unread--;
      section.end = this.#last;
      if (isRead) this.reader.close(section, this.#within); // also when reading ends here: what came before is judged
    }
    if (isRead) this.#known.add(row);
    else if (section.isComplete && this.#unread === 0 && !this.#known.has(row)) {
      const message = `"${first.text}" is left out, but its block has no brace, or no end`;
      this.context.report(
        'note',
        first,
        message,
        'keepalived may crash: it takes it for the block before, and there is none',
      );
    }
  }

  /** A block of items. Its brace may be missing, which keepalived only logs. */
  #readList(row: List, {words}: Line): ListEntry {
    const items: (readonly Word[])[] = [];
    const entry = (): ListEntry => ({type: 'list', row, words, items, end: this.#last});
    const isGroup = row.keyword === 'virtual_server_group';
    if (isGroup && words.length < 2) refuseMissing(this.context, words);
    const given = isGroup ? words.slice(1) : words;
    let isBraceDue = true;
    if (given[1]?.text === '{') {
      isBraceDue = false;
      if (given.length > 2) {
        const isWhole = given.at(-1)?.text === '}';
        items.push(isWhole ? given.slice(2, -1) : given.slice(2));
        if (isWhole) return entry();
      }
    } else if (given.length > 1) {
      const extra = given[1] as Word;
      if (isGroup) refuse(this.context, extra, 'a word too many'); // its own message fails
      this.context.report('extra-words', extra, `"${row.keyword}" takes nothing before its brace`);
    }
    if (this.#isDuplicate(row)) return entry();
    for (let line = this.#nextLine(); line; line = this.#nextLine()) {
      let item = line.words;
      if (isBraceDue) {
        isBraceDue = false;
        if (line.first.text === '{') item = item.slice(1);
        else if (isGroup)
          refuse(this.context, line.first, 'the group does not begin with a brace'); // its own message fails
        else this.context.report('note', line.first, 'the block does not begin with a brace');
        if (item.length === 0) continue;
      }
      const isEnd = item.at(-1)?.text === '}';
      if (isEnd) item = item.slice(0, -1);
      if (item.length > 0) items.push(item);
      if (isEnd) break;
    }
    return entry();
  }

  /** A second list of members is not read: its block is skipped like one that is unknown. */
  #isDuplicate(row: List): boolean {
    const entries = this.#within.at(-1)?.entries ?? [];
    return row.keyword === 'group' && entries.some(entry => entry.row === row && hasItems(entry));
  }

  /** Counts the braces of a line that is skipped; whether it was the last. */
  #skipLine({words}: Line): boolean {
    for (const {text} of words) {
      if (text === '{') (this.#skip as number)++;
      else if (text === '}' && --(this.#skip as number) === 0) return true;
    }
    return false;
  }

  #nextLine(): Line | undefined {
    for (let line = this.lines.next(); line; line = this.lines.next()) {
      const {words, isOpenQuote} = splitWords(line);
      const [first] = words;
      if (isOpenQuote) {
        const place = {file: line.file, line: line.line, column: 1};
        this.context.report('unmatched-quote', place, 'a quote is not closed');
      }
      if (!first) continue;
      this.#last = first;
      return {words, first, text: line.traced.text};
    }
    return undefined;
  }
}

/** Whether something stands behind the keyword when single quotes count too. */
function hasMoreQuoted(text: string): boolean {
  const words = splitCommand(text);
  return 'error' in words || words.length > 1;
}

/** Whether keepalived took a setting: it needs a value, unless the keyword may stand alone. */
function counts({row, words, value}: SettingEntry): boolean {
  return value !== undefined || (row.missing === 'fine' && words.length === 1);
}
