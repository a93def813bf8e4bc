/** How a piece of text looks on a terminal. */
export interface Style {
  /** SGR parameters of the colour: `36`, `38;5;109`, `38;2;1;2;3`. */
  readonly foreground?: string;
  readonly background?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

export const noStyle: Style = {};

/**
 * The escape sequences that lead from one style to another, one for each change and never a reset of all: as Ink writes
 * them itself, which spares it reading each line twice. Empty where they look the same.
 */
export function transition(from: Style, to: Style): string {
  return changedCodes(from, to)
    .map(code => `\u001b[${code}m`)
    .join('');
}

/** Whether blanks look the same in both. */
export function hasSameGround(a: Style, b: Style): boolean {
  return (
    a.background === b.background &&
    a.underline === b.underline &&
    a.inverse === b.inverse &&
    (a.inverse !== true || (a.foreground === b.foreground && a.bold === b.bold && a.dim === b.dim))
  );
}

function changedCodes(from: Style, to: Style): string[] {
  const changes: string[] = [];
  const isLighter = (from.bold && !to.bold) || (from.dim && !to.dim);
  if (isLighter) changes.push('22'); // ends bold and dim alike
  if (to.bold && (isLighter || !from.bold)) changes.push('1');
  if (to.dim && (isLighter || !from.dim)) changes.push('2');
  if (from.underline !== to.underline) changes.push(to.underline ? '4' : '24');
  if (from.inverse !== to.inverse) changes.push(to.inverse ? '7' : '27');
  if (from.foreground !== to.foreground) changes.push(to.foreground ?? '39');
  if (from.background !== to.background) changes.push(to.background ?? '49');
  return changes;
}
