import type {Block, Page, Section} from './page.js';
import {wrap, wrapRows} from './wrap.js';

/** Columns of a terminal that has not been made wider. */
const width = 80;
/** Longer terms have a line of their own. */
const longestTerm = 24;

/** A page for the terminal. */
export function textPage({name, summary, sections, isAligned}: Page): string {
  const least = isAligned ? longestOf(sections) : 0;
  const head = wrap(`${name} - ${withoutMarks(summary)}`, width);
  return `${[...head, ...sections.flatMap(({title, blocks}) => ['', title, ...textBlocks(blocks, least)])].join('\n')}\n`;
}

function textBlocks(blocks: readonly Block[], least: number): readonly string[] {
  return blocks.flatMap((block, i) => {
    const lines = textBlock(block, least);
    return i > 0 && (typeof block === 'string' || typeof blocks[i - 1] === 'string') ? ['', ...lines] : lines;
  });
}

function textBlock(block: Block, least: number): readonly string[] {
  if (typeof block === 'string') return wrap(withoutMarks(block), width - 2).map(line => `  ${line}`);
  if ('lines' in block) return block.lines.map(line => (line === '' ? '' : `  ${line}`));
  if ('examples' in block)
    return block.examples.flatMap(([line, what]) => [
      `  ${line}`,
      ...(what === '' ? [] : wrap(what, width - 6).map(text => `      ${text}`)),
    ]);
  const rows = block.rows.map(([term, meaning]) => [withoutMarks(term), withoutMarks(meaning)] as const);
  return wrapRows(rows, {width, indent: 2, most: longestTerm, least});
}

function longestOf(sections: readonly Section[]): number {
  const blocks = sections.flatMap(section => section.blocks);
  const rows = blocks.flatMap(block => (typeof block === 'object' && 'rows' in block ? block.rows : []));
  return Math.max(0, ...rows.map(([term]) => term.length));
}

function withoutMarks(text: string): string {
  return text.replaceAll('`', '');
}
