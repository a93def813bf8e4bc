/** Whether a match begins in a part of a text. @param expression with the flag g @param below not there any more */
export function findPattern(expression: RegExp, text: string, from: number, below: number): boolean {
  expression.lastIndex = from;
  const found = expression.exec(text);
  return found !== null && found.index < below;
}
