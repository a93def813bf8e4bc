/** The signs the dashboard draws with; each takes one cell. */
export interface Glyphs {
  /** At the end of a text that was cut. */
  readonly ellipsis: string;
  /** Before a service whose real servers are shown, or not. */
  readonly open: string;
  readonly closed: string;
  /** Before a real server, and before the last one. */
  readonly branch: string;
  readonly lastBranch: string;
  /** Sorted so; there is more that way. */
  readonly up: string;
  readonly down: string;
  readonly bullet: string;
  readonly warning: string;
  /** Instead of a value that there is not. */
  readonly dash: string;
  /** Between things beside each other. */
  readonly separator: string;
  /** Where the next character will be typed. */
  readonly cursor: string;
  /** Heights, for sparklines: none fills its cell, so that rows stay apart. */
  readonly levels: readonly string[];
  /** A cell of a gauge in equal steps; the last is the full cell. */
  readonly steps: readonly string[];
  /** A cell of a gauge that is empty. */
  readonly empty: string;
}

/** NB: as few as possible of ambiguous width (UAX #11), which an East Asian terminal may draw two cells wide. */
export const unicodeGlyphs: Glyphs = {
  ellipsis: '…',
  open: '▾',
  closed: '▸',
  branch: '├',
  lastBranch: '└',
  up: '▴',
  down: '▾',
  bullet: '∙',
  warning: '!',
  dash: '–',
  separator: '│',
  cursor: '█',
  levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇'],
  steps: ['╸', '━'],
  empty: ' ',
};

export const asciiGlyphs: Glyphs = {
  ellipsis: '~',
  open: 'v',
  closed: '>',
  branch: '|',
  lastBranch: '`',
  up: '^',
  down: 'v',
  bullet: '*',
  warning: '!',
  dash: '-',
  separator: '|',
  cursor: '_',
  levels: ['_', '.', ':', '-', '=', '+', '*', '#'],
  steps: ['#'],
  empty: '.',
};

/** ASCII where the locale is not one of UTF-8, or where LVSCTL_ASCII=1 asks for it. */
export function glyphsFor(environment: NodeJS.ProcessEnv): Glyphs {
  // POSIX XBD §8.2: the first of these that is set and not empty decides
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  return environment.LVSCTL_ASCII !== '1' && /utf-?8/i.test(locale) ? unicodeGlyphs : asciiGlyphs;
}
