import {lengthBeforeBackslash} from './comment.js';
import {leadingBlanks} from './traced.js';

export interface Definition {
  readonly name: string;
  value: string;
  /** It stands for several lines, the first up to the first line end. */
  isMultiline: boolean;
  /** Of the standard ones: made when used. */
  readonly make?: (parameters: string) => string;
  readonly takesParameters?: boolean;
}

export interface Reference {
  readonly definition: Definition;
  /** Behind the reference, which begins at the `$`. */
  readonly end: number;
  readonly parameters: string;
}

/** The `$NAME=value` of a configuration, and keepalived's own. */
export class Definitions {
  readonly #all = new Map<string, Definition>();

  constructor(standard: readonly Definition[]) {
    for (const definition of standard) this.#all.set(definition.name, definition);
  }

  /** What `$…` at an index of a text refers to; undefined leaves it as it is (find_definition()). */
  refer(text: string, at: number): Reference | undefined {
    const match = /^\$(?:\{([A-Za-z_]\w*)([ \d]*)\}|([A-Za-z_]\w*)(?=[ \t,)]|$))/.exec(text.slice(at));
    if (!match) return undefined;
    const definition = this.#all.get((match[1] ?? match[3]) as string);
    const end = at + match[0].length;
    const parameters = (match[2] ?? '').trim();
    if (!definition || (definition.isMultiline && end !== text.length)) return undefined;
    if (parameters !== '' && (definition.takesParameters !== true || match[2]?.endsWith(' '))) return undefined;
    return {definition, end, parameters};
  }

  /** Takes `$NAME=value` as a definition; undefined if the line is none (check_definition()). */
  define(line: string): Definition | undefined {
    const match = /^\$([A-Za-z_]\w*)=/.exec(line);
    if (!match) return undefined;
    const name = match[1] as string;
    const start = match[0].length + leadingBlanks(line, match[0].length);
    let value = line.slice(start);
    const isMultiline = value.endsWith('\\');
    if (isMultiline) {
      const end = lengthBeforeBackslash(value);
      value = end < 1 ? '' : `${value.slice(0, end)}\n`;
    }
    return this.#put({name, value, isMultiline});
  }

  set(name: string, value: string): void {
    this.#put({name, value, isMultiline: this.#all.get(name)?.isMultiline ?? false});
  }

  #put(definition: Definition): Definition {
    this.#all.set(definition.name, definition);
    return definition;
  }
}

/** `${_PWD}` and its like; `_RANDOM` always gives its least number, so that a file reads the same twice. */
export function standardDefinitions(instance: string, directory: () => string): Definition[] {
  const fixed = {value: '', isMultiline: false};
  return [
    {...fixed, name: '_PWD', make: directory},
    {...fixed, name: '_INSTANCE', make: () => instance},
    {...fixed, name: '_RANDOM', make: parameters => parameters.split(' ')[0] || '0', takesParameters: true},
    {...fixed, name: '_HASH', value: '#'},
    {...fixed, name: '_BANG', value: '!'},
  ];
}

/** A further line of a definition as it is kept, and whether none follows it. */
export function definitionsLineOf(line: string): {readonly text: string; readonly isLast: boolean} {
  if (!line.endsWith('\\')) return {text: line, isLast: true};
  return {text: `${line.slice(0, Math.max(0, lengthBeforeBackslash(line)))}\n`, isLast: false};
}
