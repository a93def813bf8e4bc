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

/** The one escape sequence that leads from one style to another; empty where they look the same. */
export function transition(from: Style, to: Style): string {
  const wanted = codes(to);
  const changes = changedCodes(from, to);
  if (changes.length === 0) return '';
  const anew = ['0', ...wanted].join(';');
  const changed = changes.join(';');
  return `\u001b[${wanted.length === 0 ? '0' : anew.length < changed.length ? anew : changed}m`;
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

const attributes = [
  ['bold', '1'],
  ['dim', '2'],
  ['underline', '4'],
  ['inverse', '7'],
] as const satisfies readonly (readonly [keyof Style, string])[];

function codes(style: Style): string[] {
  const set = attributes.filter(([name]) => style[name]).map(([, code]) => code);
  return [...set, ...[style.foreground, style.background].filter(code => code !== undefined)];
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
