import {conceal, quote} from '../dialog/outside-words.js';

/** What a library says when it fails: one line; a sentence begins in lower case. @param secret what a server may have repeated */
export function libraryWords(error: unknown, secret: string): string {
  const line = (error as Error).message.replace(/\s*[\r\n]+\s*/g, ' ').trim();
  const words = /^[A-Z][a-z]/.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
  return quote(conceal(words, secret));
}
