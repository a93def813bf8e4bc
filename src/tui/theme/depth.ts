export type ColorDepth = 'none' | '16' | '256' | 'truecolor';
export type Background = 'dark' | 'light';

/** How many colours the terminal shows, as far as the environment tells. */
export function colorDepth(environment: NodeJS.ProcessEnv): ColorDepth {
  const {NO_COLOR: noColor, FORCE_COLOR: forced, COLORTERM: colorTerm = '', TERM: term = ''} = environment;
  if (noColor) return 'none'; // https://no-color.org: when present and not empty
  if (forced !== undefined) return forcedDepths[forced] ?? '16';
  if (term === 'dumb') return 'none';
  if (colorTerm === 'truecolor' || colorTerm === '24bit') return 'truecolor';
  return term.endsWith('-256color') ? '256' : '16';
}

/** FORCE_COLOR, as Node's tty module and most programs read it. */
const forcedDepths: Readonly<Record<string, ColorDepth>> = {
  '0': 'none',
  false: 'none',
  '1': '16',
  '2': '256',
  '3': 'truecolor',
};

/** What the text stands on: as somebody prefers, else as rxvt's COLORFGBG (`foreground;background`) says, else dark. */
export function background(
  environment: NodeJS.ProcessEnv,
  preference: 'auto' | 'dark' | 'light' | undefined,
): Background {
  if (preference === 'dark' || preference === 'light') return preference;
  const last = environment.COLORFGBG?.split(';').at(-1) ?? '';
  return last === '7' || /^(9|1[0-5])$/.test(last) ? 'light' : 'dark'; // of the 16 colours, the light ones
}
