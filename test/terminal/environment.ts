/**
 * The environment of a program in a test's terminal. Little of ours is passed on: CI, NO_COLOR, COLUMNS, TMUX and
 * others change what a program draws.
 */
export function terminalEnvironment(
  more: Readonly<Record<string, string | undefined>> = {},
): Readonly<Record<string, string>> {
  const {PATH = '/usr/local/bin:/usr/bin:/bin', HOME = '/', TMPDIR = '/tmp'} = process.env;
  const all = {PATH, HOME, TMPDIR, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...more};
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
