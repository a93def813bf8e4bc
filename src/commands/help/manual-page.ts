import type {Block, Page, Section} from './page.js';

/** Where a page stands in the manual: `lvsctl-drain`, section 8. */
export interface ManualPlace {
  readonly name: string;
  readonly section: '5' | '7' | '8';
}

const volumes = {
  '5': 'File Formats Manual',
  '7': 'Miscellaneous Information Manual',
  '8': "System Manager's Manual",
} as const;

/** A page for man(1), with the macros of man(7). */
export function manualPage(page: Page, {name, section}: ManualPlace): string {
  return [
    `.TH ${escapeRoff(name.toUpperCase())} ${section} "" "lvsctl" "${volumes[section]}"`,
    '.SH NAME',
    `${escapeRoff(name)} \\- ${inline(page.summary)}`,
    ...page.sections.flatMap(manualSection),
    '',
  ].join('\n');
}

function manualSection({title, blocks}: Section): readonly string[] {
  const lines = blocks.flatMap(manualBlock);
  if (lines[0] === '.PP') lines.shift(); // a section begins a paragraph
  return [`.SH ${title === 'Usage' ? 'SYNOPSIS' : escapeRoff(title.toUpperCase())}`, ...lines];
}

function manualBlock(block: Block): string[] {
  if (typeof block === 'string') return ['.PP', protect(inline(block))];
  if ('lines' in block) return ['.PP', '.nf', ...block.lines.map(line => protect(escapeRoff(line))), '.fi'];
  if ('examples' in block)
    return block.examples.flatMap(([line, what]) => [
      '.PP',
      '.nf',
      `\\fB${escapeRoff(line)}\\fR`,
      '.fi',
      ...(what === '' ? [] : ['.RS 4', protect(inline(what)), '.RE']),
    ]);
  return block.rows.flatMap(([term, meaning]) =>
    meaning === ''
      ? ['.PP', `\\fB${inline(term)}\\fR`]
      : ['.TP', `\\fB${escapeRoff(term.replaceAll('`', ''))}\\fR`, protect(inline(meaning))],
  );
}

/** With what stands in backticks in bold. */
function inline(text: string): string {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 0 ? escapeRoff(part) : `\\fB${escapeRoff(part)}\\fR`))
    .join('');
}

/** roff(7): a backslash begins an escape, a dash is a hyphen and an apostrophe a closing quote unless it is escaped. */
function escapeRoff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('…', '...')
    .replaceAll('−', '\\-');
}

/** A line that begins with a dot is a macro, one that is empty a break. */
function protect(line: string): string {
  return /^[.]/.test(line) || line === '' ? `\\&${line}` : line;
}
