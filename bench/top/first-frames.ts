import {openTerminal, type TerminalOptions} from '../../test/terminal/terminal.js';
import {dataOnScreen, inTerminal, type Place, type Size} from './places.js';
import {median} from '../sample.js';
import {fineProcessorTime, processorTimeOf} from './processor-time.js';

/** What a program has used of the processor when its first frame with data arrives, seconds; of each start. */
export async function measureFirstFrames(
  place: Place,
  program: Size | 'bare Ink',
  starts: number,
): Promise<readonly number[]> {
  const {folders} = place;
  const options =
    program === 'bare Ink'
      ? inTerminal(folders, [folders.node, folders.bareInk, '1'])
      : place.lvsctl(program, ['top', '--read-only']);
  const times: number[] = [];
  for (let i = 0; i < starts; i++) times.push(await firstFrame(options));
  return times;
}

/** What making the embedded kernel's table costs, seconds: it is in each of the above, and is not the dashboard's. */
export function measureTable(place: Place, size: Size, starts: number): number {
  const {tableMaker} = place;
  if (!tableMaker) return 0;
  const cost = (of: Size | 1) => median(Array.from({length: starts}, () => processorTimeOf(tableMaker(of))));
  return Math.max(0, cost(size) - cost(1));
}

async function firstFrame(options: TerminalOptions): Promise<number> {
  const terminal = await openTerminal(options);
  try {
    let text = '';
    let seconds: number | undefined;
    // NB: looked for in what arrives, for the screen knows of it only later
    terminal.onOutput(output => {
      text += output.toString('latin1');
      if (seconds === undefined && dataOnScreen.test(text)) seconds = fineProcessorTime(terminal.pid);
    });
    await terminal.until(() => seconds !== undefined, {seconds: 60, what: 'the first data'});
    return seconds as unknown as number;
  } finally {
    await terminal.close();
  }
}
