import {type Ipv4Address, ipv4} from './address.js';

/**
 * inet_aton(3) of glibc: one to four numbers, decimal, octal (leading 0) or hexadecimal (0x), the last one filling
 * the remaining bytes; anything may follow after a blank. Undefined where the C function returns 0.
 */
export function inetAton(text: string): Ipv4Address | undefined {
  return plainQuad(text) ?? general(text);
}

/** Four decimal numbers without leading zeros, as nearly every address is written: read in one pass. */
function plainQuad(text: string): Ipv4Address | undefined {
  let value = 0;
  let part = -1; // no digit yet
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      if (part === 0) return undefined; // a leading zero makes it octal
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) return undefined;
    } else if (digit === -2 && part >= 0) {
      dots++;
      value = value * 256 + part;
      part = -1;
    } else return undefined;
  }
  return dots === 3 && part >= 0 ? ipv4(value * 256 + part) : undefined;
}

function general(text: string): Ipv4Address | undefined {
  const parts = (text.split(/[ \t\n\v\f\r]/, 1)[0] as string).split('.');
  if (parts.length > 4) return undefined;
  let value = 0;
  for (const [i, part] of parts.entries()) {
    const number = parseNumber(part);
    if (number === undefined) return undefined;
    const isLast = i === parts.length - 1;
    const room = isLast ? 2 ** (8 * (4 - i)) : 256;
    if (number >= room) return undefined;
    value += isLast ? number : number * 2 ** (8 * (3 - i));
  }
  return ipv4(value);
}

function parseNumber(text: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return Number.parseInt(text, 16);
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}
