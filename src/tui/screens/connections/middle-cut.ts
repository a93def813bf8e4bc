import {displayWidth} from '../../text/width.js';

/** At most `width` cells of a text of ASCII: both its ends with the ellipsis between, since addresses differ at their ends. */
export function middleCut(text: string, width: number, ellipsis: string): string {
  if (text.length <= width) return text;
  const left = width - displayWidth(ellipsis);
  if (left < 2) return text.slice(0, width);
  const head = Math.floor(left / 2);
  return text.slice(0, head) + ellipsis + text.slice(text.length - (left - head));
}
