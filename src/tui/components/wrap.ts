import {cut, displayWidth} from '../text/width.js';

/** Words in lines of at most `width` cells; a word that is wider is cut. */
export function wrap(text: string, width: number, ellipsis: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = cut(word, width, ellipsis);
    }
  }
  return line === '' ? lines : [...lines, line];
}
