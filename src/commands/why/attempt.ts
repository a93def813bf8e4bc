import {systemWords} from '../../ipvs/system-words.js';

/** Tells something that was not read: by whom, and why. */
export type Tell = (source: string, words: string) => void;

/** What comes of it, or something else after it is told why not. */
export async function attempt<T>(source: string, tell: Tell, otherwise: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    tell(source, systemWords(error));
    return otherwise;
  }
}
