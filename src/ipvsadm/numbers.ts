/** strtol(3) in base 10 over the whole text; undefined outside [least, most], for an empty text, or with anything left over. */
export function parseInteger(text: string, least: number, most: number): number | undefined {
  const value = plainDigits(text) ?? general(text);
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

/** Digits and nothing else, few enough to be exact: nearly every number that is given. */
function plainDigits(text: string): number | undefined {
  if (text.length === 0 || text.length > 15) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

function general(text: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?\d+)$/.exec(text);
  return match ? Number(match[1]) + 0 : undefined;
}

/** atoi(3): the number a text begins with, 0 for none. */
export function leadingInteger(text: string): number {
  const match = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(text);
  return match ? Number(match[1]) : 0;
}

/** The first bytes of a text in UTF-8, as strncpy(3) into a fixed field leaves it, but for a character cut in two: that is left out. */
export function firstBytes(text: string, count: number): string {
  if (text.length * 3 <= count) return text;
  const bytes = Buffer.from(text);
  return bytes.length <= count ? text : new TextDecoder().decode(bytes.subarray(0, count), {stream: true});
}
