/** A number as keepalived reads it: what is wrong with it, and what a running keepalived takes all the same. */
export interface NumberRead {
  readonly value?: number;
  readonly fault?: string;
}

/** read_int_func() of parser.c: strtol(3), base 10. */
export function readInteger(text: string, least: number, most: number, isLenient: boolean): NumberRead {
  const {value, rest} = leading(text, /^[ \t\n\v\f\r]*([+-]?\d+)/);
  return judge(text, value, rest, least, most, isLenient);
}

/** read_unsigned_func() of parser.c: strtoul(3), base 10. */
export function readUnsigned(text: string, least: number, most: number, isLenient: boolean): NumberRead {
  if (/^[ \t\n\v\f\r]*-/.test(text)) return {fault: `"${text}" is negative`};
  const {value, rest} = leading(text, /^[ \t\n\v\f\r]*(\+?\d+)/);
  return judge(text, value, rest, least, most, isLenient);
}

/** read_decimal_unsigned_long_func() of parser.c: in units of the last of `digits` places. */
export function readDecimal(text: string, least: number, most: number, digits: number): NumberRead {
  if (text.startsWith('-')) return {fault: `"${text}" is negative`};
  const point = text.indexOf('.');
  const places = point < 0 ? '' : text.slice(point + 1);
  const hasTooMany = places.length > digits;
  const kept = places.slice(0, digits).padEnd(digits, '0');
  const {value, rest} = leading((point < 0 ? text : text.slice(0, point)) + kept, /^[ \t\n\v\f\r]*(\+?\d+)/);
  const rounded = hasTooMany && (places[digits] as string) >= '5' ? value + 1 : value;
  const inRange = rounded >= least && rounded <= most;
  if (rest !== '') return {fault: `"${text}" is not a number`, ...(inRange ? {value: rounded} : {})};
  if (!inRange) {
    const unit = 10 ** digits;
    return {fault: `"${text}" is not in ${least / unit}..${most / unit}`};
  }
  return hasTooMany ? {value: rounded, fault: `"${text}" has more than ${digits} decimal places`} : {value: rounded};
}

function leading(text: string, pattern: RegExp): {value: number; rest: string} {
  const match = pattern.exec(text);
  return match ? {value: Number(match[1]) + 0, rest: text.slice(match[0].length)} : {value: 0, rest: text};
}

function judge(text: string, value: number, rest: string, least: number, most: number, isLenient: boolean): NumberRead {
  const inRange = value >= least && value <= most;
  if (rest !== '') return {fault: `"${text}" is not a number`, ...(isLenient && inRange ? {value} : {})};
  return inRange ? {value} : {fault: `"${text}" is not in ${least}..${most}`};
}
