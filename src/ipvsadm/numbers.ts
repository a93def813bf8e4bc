/** strtol(3) in base 10 over the whole text; undefined outside [least, most], for an empty text, or with anything left over. */
export function parseInteger(text: string, least: number, most: number): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?\d+)$/.exec(text);
  if (!match) return undefined;
  const value = Number(match[1]);
  return value >= least && value <= most ? value + 0 : undefined;
}

/** atoi(3): the number a text begins with, 0 for none. */
export function leadingInteger(text: string): number {
  const match = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(text);
  return match ? Number(match[1]) : 0;
}

/** The first bytes of a text in UTF-8, as strncpy(3) into a fixed field leaves it. */
export function firstBytes(text: string, count: number): string {
  if (text.length * 3 <= count) return text;
  const bytes = Buffer.from(text);
  return bytes.length <= count ? text : bytes.subarray(0, count).toString('latin1');
}
