import {anonymizeText} from './anonymize-text.js';
import {hostNames} from './host-names.js';
import {Pseudonyms} from './pseudonyms.js';

/** Other addresses and host names in texts that belong together. */
export function anonymizeAll(texts: readonly string[], host: string, key: string): readonly string[] {
  const pseudonyms = new Pseudonyms(key);
  const hosts = hostNames(host, texts);
  return texts.map(text => anonymizeText(text, pseudonyms, hosts));
}
