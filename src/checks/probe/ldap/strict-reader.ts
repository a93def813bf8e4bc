import {BerReader} from 'ldapts';

/**
 * ldapts 9.2 reads a text that is longer than its message, or of less than no length, again and again, and keeps what it
 * has found each time: here it is an error. It holds for all of the process.
 */
export function makeReaderStrict(): void {
  if (isStrict) return;
  isStrict = true;
  const {prototype} = BerReader;
  const read: (this: BerReader, ...words: unknown[]) => unknown = Reflect.get(prototype, 'readString') as never;
  Reflect.set(prototype, 'readString', function readStrictly(this: BerReader, ...words: unknown[]) {
    const before = this.offset;
    const text = read.apply(this, words);
    if (this.offset <= before) throw new Error('a text is broken off');
    return text;
  });
}

let isStrict = false;
