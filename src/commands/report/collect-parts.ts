import type {CollectedPart, Part} from './part.js';
import type {ReportWorld} from './report-world.js';
import {systemWords} from '../../ipvs/system-words.js';

/** Reads one part after the other, in their order, each within its time: one that fails or hangs is told, and the next is read. */
export async function collectParts(
  parts: readonly Part[],
  world: ReportWorld,
  isInterrupted: () => boolean,
): Promise<readonly CollectedPart[]> {
  const collected: CollectedPart[] = [];
  for (const part of parts) {
    if (isInterrupted()) break;
    collected.push(await collect(part, world));
  }
  return collected;
}

async function collect({name, title, timeout, read}: Part, world: ReportWorld): Promise<CollectedPart> {
  const interruption = new AbortController();
  let stop = (): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    stop = world.after(timeout, () => {
      interruption.abort();
      reject(new Error(`it took longer than ${timeout / 1000} s, and was given up`));
    });
  });
  try {
    const text = await Promise.race([read(world, interruption.signal), late]);
    return {name, title, text, problem: undefined};
  } catch (error) {
    return {name, title, text: undefined, problem: systemWords(error)};
  } finally {
    stop();
  }
}
