import type {Place, Report} from '../problem.js';
import {separateBraces} from './braces.js';
import {withoutComment} from './comment.js';
import {type Definition, type Definitions, definitionsLineOf} from './definitions.js';
import {parseInclude} from './include.js';
import {parseList, parseSequence, type Repetition} from './sequence.js';
import {type SourceLine, type Sources, placeOf} from './sources.js';
import {columnOf, exchange, slice, type Traced, tracedTo} from './traced.js';

/** One line as keepalived gets to see it: definitions put in, loops written out, each brace on a line of its own. */
export interface LogicalLine {
  readonly file: string;
  readonly line: number;
  readonly traced: Traced;
}

export interface LineReaderOptions {
  readonly sources: Sources;
  readonly definitions: Definitions;
  /** What `@ID` is compared with. */
  readonly configId: string;
  readonly report: Report;
  /** Called with each line of a file, without comment and empty for an include: what the other processes get to read. */
  onSource?(line: SourceLine): void;
  /** How many lines come out at most, written-out loops included. */
  readonly mostLines: number;
}

/** How often definitions are put into one line at most. */
const mostExchanges = 2000;
const mostCharacters = 1024;

/** Whoever gives the lines of a configuration one by one. */
export interface Lines {
  next(): LogicalLine | undefined;
  /** How many blocks are open. */
  readonly depth: number;
}

/** read_line() of keepalived's parser.c. */
export class LineReader implements Lines {
  #at: SourceLine = {file: '', line: 0, traced: {text: '', columns: 1}};
  #residue: Traced | undefined;
  readonly #loops: {readonly repetition: Repetition; step: number; readonly text: Traced}[] = [];
  /** The loops that were open when the definition of several lines began: those wait for its end. */
  #waitingLoops = 0;
  #rest: {readonly text: string; readonly column: number} | undefined;
  readonly #restsBelow: {readonly text: string; readonly column: number; readonly waitingLoops: number}[] = [];
  #depth = 0;
  #count = 0;

  constructor(private readonly options: LineReaderOptions) {}

  get depth(): number {
    return this.#depth;
  }

  /** The file that is being read. */
  get file(): string {
    return this.#at.file;
  }

  next(): LogicalLine | undefined {
    let open: Definition | undefined;
    for (;;) {
      const raw = this.#takeRaw(() => {
        if (open && open.value === '') open.isMultiline = false;
        open = undefined;
      });
      if (!raw) return undefined;
      if (this.#count++ > this.options.mostLines) {
        this.options.report('endless-expansion', this.#place(raw), 'the loops write out more lines than anyone reads');
        return undefined;
      }
      if (open) {
        open = continueDefinition(open, raw.text);
        continue;
      }
      const expanded = this.#expand(raw);
      if (expanded === undefined) continue;
      if ('name' in expanded) {
        if (expanded.isMultiline) open = expanded;
        continue;
      }
      const include = parseInclude(expanded.text);
      if (include) this.options.sources.include(include, this.#at);
      else return this.#separateBraces(expanded);
    }
  }

  #place(line: Traced, index = 0): Place {
    return {file: this.#at.file, line: this.#at.line, column: columnOf(line, index)};
  }

  /** The next text: what is left of a line, the next turn of a loop, of a definition, or the next line of a file. */
  #takeRaw(onEmptyLine: () => void): Traced | undefined {
    if (this.#residue) {
      const residue = this.#residue;
      this.#residue = undefined;
      return residue;
    }
    const loop = this.#loops.at(-1);
    if (loop && this.#loops.length > this.#waitingLoops) {
      for (const [i, value] of loop.repetition.values(loop.step).entries())
        this.options.definitions.set(loop.repetition.names[i] as string, value);
      if (++loop.step >= loop.repetition.count) this.#loops.pop();
      return loop.text;
    }
    if (this.#rest) return this.#takeRest(this.#rest);
    for (;;) {
      const line = this.options.sources.next();
      if (!line) return undefined;
      this.#at = line;
      if (line.traced.text === '') {
        this.options.onSource?.(line);
        onEmptyLine();
        continue;
      }
      const {line: traced, isOpenQuote} = withoutComment(line.traced);
      if (isOpenQuote)
        this.options.report('unmatched-quote', placeOf(line), 'a quote is not closed', 'keepalived tries to go on');
      this.options.onSource?.({...line, traced: parseInclude(traced.text) ? {text: '', columns: 1} : traced});
      if (traced.text !== '') return traced;
    }
  }

  #takeRest({text, column}: {text: string; column: number}): Traced {
    const end = text.indexOf('\n');
    if (end >= 0) {
      this.#rest = {text: text.slice(end + 1), column};
      return tracedTo(text.slice(0, end), column);
    }
    const below = this.#restsBelow.pop();
    this.#rest = below;
    this.#waitingLoops = below?.waitingLoops ?? 0;
    return tracedTo(text, column);
  }

  /** Conditions, definitions and loops; undefined where nothing is left to read. */
  #expand(raw: Traced): Traced | Definition | undefined {
    let line = raw;
    for (let turns = 0; turns < 100; turns++) {
      if (line.text.startsWith('@')) {
        const kept = this.#whenMeant(line);
        if (!kept) return undefined;
        line = kept;
      }
      const definition = this.options.definitions.define(line.text);
      if (definition) return definition;
      if (/^~(SEQ|LST)/.test(line.text)) {
        this.#startLoop(line);
        return undefined;
      }
      if (line.text.startsWith('~') || !line.text.includes('$')) return line;
      const replaced = this.#replace(line);
      if (!replaced) return line;
      const {line: clean, isOpenQuote} = withoutComment(replaced);
      if (isOpenQuote)
        this.options.report(
          'unmatched-quote',
          this.#place(clean),
          'a quote is not closed',
          'keepalived tries to go on',
        );
      line = clean;
      if (!line.text.startsWith('@') && !line.text.includes('$')) return line.text === '' ? undefined : line;
    }
    this.options.report('endless-expansion', this.#place(line), 'definitions refer to one another without end');
    return undefined;
  }

  /** The line behind `@ID` if it is meant for this host. */
  #whenMeant(line: Traced): Traced | undefined {
    const match = /^@(\^?)([^ \t]*)[ \t]+/.exec(line.text);
    if (!match || (match[2] === this.options.configId) === (match[1] === '^')) return undefined;
    return slice(line, match[0].length);
  }

  #startLoop(line: Traced): void {
    const isSequence = line.text.startsWith('~SEQ');
    const parsed = isSequence ? parseSequence(line.text, text => this.#replacedText(text)) : parseList(line.text);
    if ('error' in parsed) {
      this.options.report('invalid-value', this.#place(line), `${line.text.slice(0, 4)} ${parsed.error}`);
      return;
    }
    this.#loops.push({repetition: parsed, step: 0, text: slice(line, parsed.textAt)});
  }

  #replacedText(text: string): string | undefined {
    const line = this.#replace(tracedTo(text, 1)) ?? {text};
    return line.text.includes('\n') ? undefined : line.text;
  }

  /** The line with its definitions put in; undefined if it has none (replace_param()). */
  #replace(original: Traced): Traced | undefined {
    let line = original;
    let hasFound = false;
    for (let at = line.text.indexOf('$'), turns = 0; at >= 0; at = line.text.indexOf('$', at)) {
      const reference = this.options.definitions.refer(line.text, at);
      if (!reference) {
        at++;
        continue;
      }
      hasFound = true;
      const {definition, end, parameters} = reference;
      const value = definition.make ? definition.make(parameters) : definition.value;
      const lineEnd = definition.isMultiline ? value.indexOf('\n') : -1;
      const first = lineEnd < 0 ? value : value.slice(0, lineEnd);
      if (++turns > mostExchanges || line.text.length + first.length > mostCharacters * 4) {
        this.options.report('endless-expansion', this.#place(line, at), `$${definition.name} refers to itself`);
        return undefined;
      }
      if (definition.isMultiline) {
        if (this.#rest) this.#restsBelow.push({...this.#rest, waitingLoops: this.#waitingLoops});
        this.#waitingLoops = this.#loops.length;
        this.#rest = {text: value.slice(lineEnd < 0 ? value.length : lineEnd + 1), column: columnOf(line, at)};
      }
      line = exchange(line, at, end, first);
      if (/^[ \t]*~/.test(value)) break;
    }
    return hasFound ? line : undefined;
  }

  #separateBraces(whole: Traced): LogicalLine {
    const {line, rest} = separateBraces(whole);
    this.#residue = rest;
    if (line.text === '{') this.#depth++;
    else if (line.text === '}') {
      if (this.#depth < 1) this.options.report('unexpected-brace', this.#place(line), 'a closing brace too many');
      else this.#depth--;
    }
    return {file: this.#at.file, line: this.#at.line, traced: line};
  }
}

/** Adds a line to a definition of several; undefined when it was the last. */
function continueDefinition(definition: Definition, line: string): Definition | undefined {
  const {text, isLast} = definitionsLineOf(line);
  if (isLast && definition.value === '' && text === '') definition.isMultiline = false;
  if (text.length >= 2 || (isLast && text !== '')) definition.value += text;
  return isLast ? undefined : definition;
}
