import {whatThereIs} from '../ipvs/nearest-name.js';

/** `did you mean X?` for a word that is near to a known one; undefined where none is. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3)); // what nearest-name.ts takes for near
  const near = known.filter(name => Math.abs(name.length - word.length) <= most);
  const found = /^did you mean (.*)\?$/s.exec(whatThereIs(word, near));
  return found?.[1];
}
