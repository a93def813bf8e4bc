import {redactText, redactVariables} from './redact-text.js';
import {SecretBook} from './secret-book.js';

/** A text, and whether it is a configuration: what is a secret there is one in all other texts. */
export interface OpenText {
  readonly text: string;
  readonly isConfiguration: boolean;
}

/** Takes the secrets out of texts that belong together. NB: sentences about passwords hold none, so they teach nothing. */
export function redactAll(texts: readonly OpenText[]): readonly string[] {
  const [learning, ignoring] = [new SecretBook(), new SecretBook()];
  const plain = texts.map(({text, isConfiguration}) => redactText(text, isConfiguration ? learning : ignoring));
  return plain.map(text => redactVariables(text, learning)).map(text => learning.takeOut(text));
}
