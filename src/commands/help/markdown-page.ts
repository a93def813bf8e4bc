import type {Block, Page} from './page.js';

/** Where what stands in backticks is explained: `lvsctl drain` → `maintenance.md#lvsctl-drain`. */
export type FindLink = (code: string) => string | undefined;

/** A page as a section of a Markdown file. */
export function markdownPage({name, summary, sections}: Page, findLink: FindLink): string {
  const text = (words: string) => inline(words, findLink);
  const parts = sections.flatMap(({title, blocks}) => [
    `### ${title}`,
    ...blocks.map(block => markdownBlock(block, text)),
  ]);
  return [`## ${name}`, `${text(capital(summary))}.`, ...parts].join('\n\n');
}

function markdownBlock(block: Block, text: (words: string) => string): string {
  if (typeof block === 'string') return text(block);
  if ('lines' in block) return fenced('text', block.lines);
  if ('examples' in block)
    return fenced(
      'sh',
      block.examples.flatMap(([line, what], i) => [
        ...(i > 0 ? [''] : []),
        ...(what === '' ? [] : [`# ${what}`]),
        line,
      ]),
    );
  const rows = block.rows.map(([term, meaning]) => `| ${cell(code(term))} | ${cell(text(meaning))} |`);
  return ['| | |', '|---|---|', ...rows].join('\n');
}

function fenced(language: string, lines: readonly string[]): string {
  const fence = '```';
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

function code(term: string): string {
  return `\`${term.replaceAll('`', '')}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function inline(text: string, findLink: FindLink): string {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 0 ? escapeMarkdown(part) : linked(part, findLink)))
    .join('');
}

function linked(part: string, findLink: FindLink): string {
  const link = findLink(part);
  return link === undefined ? `\`${part}\`` : `[\`${part}\`](${link})`;
}

function escapeMarkdown(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('[', '\\[');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
