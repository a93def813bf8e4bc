/** Where in a line something is wrong: at the last word that the message repeats, else where the line begins. From 1. */
export function columnOf(line: string, message: string): number {
  const words = [...line.matchAll(/\S+/g)];
  const first = words[0] ? words[0].index + 1 : 1;
  const named = words.findLast(({0: word}) => word.length > 1 && isNamed(word, message));
  return named ? named.index + 1 : first;
}

/** As a word of its own, quoted or at the end. */
function isNamed(word: string, message: string): boolean {
  const at = message.lastIndexOf(word);
  if (at < 0) return false;
  const isBoundary = (character: string | undefined) => character === undefined || /[\s`'"[\]()]/.test(character);
  return isBoundary(message[at - 1]) && isBoundary(message[at + word.length]);
}
