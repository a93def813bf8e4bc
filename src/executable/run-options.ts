/** An option and what it is when nobody says so. */
export interface ToldOption {
  readonly now: string;
  readonly usual: string;
}

const brief: readonly ToldOption[] = [
  {now: '--semi-space-growth-factor=1', usual: '--semi-space-growth-factor=2'}, // what is young gets no more room
  {now: '--no-opt', usual: '--opt'},
  {now: '--no-concurrent-recompilation', usual: '--concurrent-recompilation'},
];
const briefCommands = ['diff', 'apply', 'snapshot', 'drain', 'undrain', 'drains'];

/**
 * What V8 is told for a run that is over in a moment, as bin/lvsctl tells Node (docs/decisions/0004): what can still
 * be told to a V8 that runs. A dashboard and services are told nothing.
 */
export function optionsOfRun(words: readonly string[]): readonly ToldOption[] {
  const [first = ''] = words;
  return !/^[a-z]/.test(first) || briefCommands.includes(first) ? brief : [];
}

/**
 * What a process of the director is told instead of what Node would be: the room for what is young cannot be set any
 * more in a V8 that runs, but how it grows from 1 MiB.
 */
export function optionsOfProcess(nodeOptions: string): readonly ToldOption[] {
  const least = sizeOf(nodeOptions, 'min');
  const most = sizeOf(nodeOptions, 'max');
  if (least === undefined && most === undefined) return [];
  return [{now: `--semi-space-growth-factor=${least ?? most}`, usual: '--semi-space-growth-factor=2'}];
}

/** In MiB. */
function sizeOf(nodeOptions: string, which: 'min' | 'max'): number | undefined {
  const found = new RegExp(`--${which}-semi-space-size=(\\d+)`).exec(nodeOptions);
  return found ? Number(found[1]) : undefined;
}
