import type {TerminalOptions} from '../../test/terminal/terminal.js';

/** A table: so many services with ten real servers each. */
export type Size = 1_000 | 10_000;
export const sizes: readonly Size[] = [1_000, 10_000];
export const serversOfEach = 10;

/** Where it is measured: on the embedded kernel, within the program, or on the real one in the lab. */
export type PlaceName = 'embedded' | 'lab';

/** The folders that a run of the bench is made from. */
export interface Folders {
  /** A copy of bin and dist: the checkout may be rebuilt meanwhile. */
  readonly lvsctl: string;
  readonly node: string;
  readonly bareInk: string;
  /** For whatever the programs keep in their user's home. */
  readonly home: string;
}

/** The programs of a place, ready for a terminal. */
export interface Place {
  readonly name: PlaceName;
  readonly folders: Folders;
  lvsctl(size: Size, words: readonly string[]): TerminalOptions;
  /** A program that needs the table, and hardly anything else; undefined where the table is not the program's own. */
  readonly tableMaker: ((size: Size | 1) => TerminalOptions) | undefined;
  /** The same under Node's options, which bin/lvsctl does not pass on. */
  lvsctlUnder(
    options: readonly string[],
    size: Size,
    words: readonly string[],
    environment: Environment,
  ): TerminalOptions;
}

export type Environment = Readonly<Record<string, string>>;

/** The terminal of the requirement. */
export const terminalSize = {columns: 120, rows: 50} as const;

export function inTerminal(
  {home}: Folders,
  [command, ...words]: readonly [string, ...string[]],
  environment: Environment = {},
): TerminalOptions {
  return {command, words, ...terminalSize, environment: {HOME: home, ...environment}};
}

/** The kernel in memory that is made for this bench, a director with traffic for about a tenth of the visible cells. */
export function embeddedPlace(folders: Folders): Place {
  const kernel = (size: Size | 1) => ({LVSCTL_KERNEL: `embedded-bench:${size}x${serversOfEach}`});
  const tableMaker = (size: Size | 1) =>
    inTerminal(folders, [`${folders.lvsctl}/bin/lvsctl`, '-L', '--timeout'], kernel(size));
  return {...place('embedded', folders, () => [], kernel), tableMaker};
}

/** The real kernel: each table is in a network namespace of its own. */
export function labPlace(folders: Folders): Place {
  return place(
    'lab',
    folders,
    size => ['/usr/bin/nsenter', `--net=/run/netns/${namespaceOf(size)}`],
    () => ({}),
  );
}

export function namespaceOf(size: Size): string {
  return `bench-${size}`;
}

function place(
  name: PlaceName,
  folders: Folders,
  prefix: (size: Size) => readonly string[],
  kernel: (size: Size) => Environment,
): Place {
  const run = (size: Size, words: readonly string[], environment: Environment = {}) =>
    inTerminal(folders, [...prefix(size), ...words] as [string, ...string[]], {...kernel(size), ...environment});
  return {
    name,
    folders,
    tableMaker: undefined,
    lvsctl: (size, words) => run(size, [`${folders.lvsctl}/bin/lvsctl`, ...words]),
    lvsctlUnder: (options, size, words, environment) =>
      run(size, [folders.node, ...options, `${folders.lvsctl}/dist/lvsctl.cjs`, 'lvsctl', ...words], environment),
  };
}

/** The first words of data on the screen, of any place's table. */
export const dataOnScreen = /(?:tcp|udp)\/\d/;
