/**
 * Whether a regular expression repeats a group that itself repeats without end: `(a+)+`, `(.*x)*`. Such ones may try
 * exponentially many ways on a text that does not match. Only a likeness, found by counting brackets.
 */
export function isBacktracking(source: string): boolean {
  const within: boolean[] = [];
  let hasRepeated = false;
  for (let i = 0; i < source.length; i++) {
    const character = source[i] as string;
    if (character === '\\') i++;
    else if (character === '[') i = endOfClass(source, i);
    else if (character === '(') {
      within.push(hasRepeated);
      hasRepeated = false;
    } else if (character === ')') {
      const isUnbounded = /^([*+]|\{\d+,\})/.test(source.slice(i + 1, i + 12));
      if (isUnbounded && hasRepeated) return true;
      hasRepeated = (within.pop() ?? false) || hasRepeated || isUnbounded;
    } else if (character === '*' || character === '+') hasRepeated = true;
  }
  return false;
}

/** A bracket that is first, or first behind ^, is one of the characters. */
function endOfClass(source: string, start: number): number {
  let i = start + 1;
  if (source[i] === '^') i++;
  if (source[i] === ']') i++;
  while (i < source.length && source[i] !== ']') i += source[i] === '\\' ? 2 : 1;
  return i;
}
