import {PatternRefusal} from './pattern-reader.js';
import {translatePattern} from './translate-pattern.js';
import type {Pattern} from './pattern.js';

export type CompiledPattern =
  | {readonly type: 'compiled'; readonly expression: RegExp}
  /** What is wrong with it, or cannot be here. @property at in bytes from its start */
  | {readonly type: 'refused'; readonly at: number; readonly words: string};

/**
 * A pattern as a regular expression of JavaScript that finds the same, for bytes read as latin1.
 * It looks from its lastIndex on. It never throws.
 */
export function compilePattern({source, options}: Pick<Pattern, 'source' | 'options'>): CompiledPattern {
  try {
    const translated = translatePattern(source, options);
    return {type: 'compiled', expression: new RegExp(translated.source, `g${translated.flags}`)};
  } catch (error) {
    if (error instanceof PatternRefusal) return {type: 'refused', at: error.at, words: error.message};
    const reason = (error as Error).message.replace(/^Invalid regular expression: (\/.*\/\w*: )?/s, '');
    return {type: 'refused', at: 0, words: `the regular expression is not valid: ${reason}`};
  }
}
