import stringWidth from 'string-width';

/** How many cells a text takes on a terminal. It holds no control characters: they count as nothing. */
export function displayWidth(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text, {countAnsiEscapeCodes: true});
}

/**
 * Exactly `width` cells: the text with blanks, or the beginning of it with the ellipsis at its end. Where half of a
 * wide character would fit, there is a blank.
 */
export function fit(text: string, width: number, align: 'left' | 'right', ellipsis: string): string {
  const shown = cut(text, width, ellipsis);
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return align === 'left' ? shown + blanks : blanks + shown;
}

/** At most `width` cells: the text, or the beginning of it with the ellipsis at its end if that fits. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (displayWidth(text) <= width) return text;
  const markWidth = displayWidth(ellipsis);
  return markWidth <= width ? beginning(text, width - markWidth) + ellipsis : beginning(text, width);
}

function beginning(text: string, width: number): string {
  if (isNarrow(text)) return text.slice(0, Math.max(0, width));
  let left = width;
  for (const {segment, index} of new Intl.Segmenter().segment(text)) {
    left -= displayWidth(segment);
    if (left < 0) return text.slice(0, index);
  }
  return text;
}

/** Whether each UTF-16 unit is a character of one cell: printable ASCII, and the signs our own glyphs are taken from. */
function isNarrow(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code <= 0x7e) continue;
    const isGlyph = (code >= 0x2010 && code <= 0x2027) || (code >= 0x2500 && code <= 0x25fa);
    if (!isGlyph && !(code >= 0x2800 && code <= 0x28ff)) return false;
  }
  return true;
}
