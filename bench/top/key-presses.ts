import {setTimeout as sleep} from 'node:timers/promises';
import {openTerminal, type Terminal} from '../../test/terminal/terminal.js';
import {dataOnScreen, type Place, type Size} from './places.js';
import {randomNumbers} from './random-numbers.js';

type Milliseconds = number;

/** How long keys waited for their answer. */
export interface KeyTimes {
  readonly size: Size;
  /** Rows to move in: services alone, or with their real servers. */
  readonly rows: number;
  readonly moves: readonly Milliseconds[];
  /** Until the titles name the new order. */
  readonly sorts: readonly Milliseconds[];
}

/** The screen's rows: titles, then the list, then two lines below. */
const titlesRow = 3;
const firstRow = 4;
const rowsBelow = 2;

/** Every so many presses one changes the order. */
const sortPeriod = 12;

/**
 * Presses keys at random moments while the data refreshes each second. NB: after a key that sorts the next one comes
 * soon, while it is being sorted.
 */
export async function measureKeys(place: Place, size: Size, isUnfolded: boolean, presses: number): Promise<KeyTimes> {
  const terminal = await openTerminal(place.lvsctl(size, ['top', '--read-only', '--interval', '1']));
  try {
    await terminal.until(dataOnScreen, {seconds: 60});
    await sleep(settling);
    if (isUnfolded) {
      terminal.press('*');
      await terminal.until(/^ +├/m, {what: 'real servers'});
      await sleep(settling);
    }
    const [moves, sorts]: [Milliseconds[], Milliseconds[]] = [[], []];
    const random = randomNumbers(size);
    await move(terminal, 'j'); // the first one chooses a row
    for (let i = 1; i <= presses; i++) {
      if (i % sortPeriod === 0) sorts.push(await sort(terminal, random() < 0.5 ? '<' : '>'));
      else moves.push(await move(terminal, directionFrom(terminal, random)));
      await sleep(random() * (i % sortPeriod === 0 ? 60 : 500));
    }
    return {size, rows: isUnfolded ? size * 11 : size, moves, sorts};
  } finally {
    await terminal.close();
  }
}

/** The table's first readings are over then. */
const settling = 4000;

async function move(terminal: Terminal, key: string): Promise<Milliseconds> {
  const before = selection(terminal)?.name;
  return press(terminal, key, () => {
    const name = selection(terminal)?.name;
    return name !== undefined && name !== before;
  });
}

async function sort(terminal: Terminal, key: string): Promise<Milliseconds> {
  const titles = terminal.screen()[titlesRow];
  return press(terminal, key, () => terminal.screen()[titlesRow] !== titles);
}

async function press(terminal: Terminal, key: string, isAnswered: () => boolean): Promise<Milliseconds> {
  const pressedAt = performance.now();
  terminal.press(key);
  return (await terminal.until(isAnswered, {seconds: 5, what: `the answer to ${key}`})) - pressedAt;
}

/** Away from the edges of the list, wherever the selection came to be. */
function directionFrom(terminal: Terminal, random: () => number): 'j' | 'k' {
  const {row = 0} = selection(terminal) ?? {};
  const last = terminal.screen(true).length - rowsBelow - 1;
  if (row <= firstRow + 1) return 'j';
  if (row >= last - 1) return 'k';
  return random() < 0.5 ? 'j' : 'k';
}

/** The row with a ground of its own, and what stands in it. */
function selection(terminal: Terminal): {readonly row: number; readonly name: string} | undefined {
  const rows = terminal.screen(true);
  for (let row = firstRow; row < rows.length - rowsBelow; row++) {
    const [cell] = terminal.cells(row);
    if (!cell || (cell.background === 'default' && !cell.inverse)) continue;
    const [name = ''] = /\S+:\d+/.exec(rows[row] as string) ?? [];
    return {row, name};
  }
  return undefined;
}
