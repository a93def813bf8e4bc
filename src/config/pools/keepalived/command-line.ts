import type {Lose} from '../loss.js';
import type {PoolCommand, PoolPlace} from '../pool-configuration.js';
import {quoteCommand} from './quote.js';

/** Undefined where there is none, or it cannot be written. */
export function commandLine(
  keyword: string,
  command: PoolCommand | undefined,
  place: PoolPlace,
  lose: Lose,
): string | undefined {
  const words = command && quoteCommand(command);
  if (command && words === undefined)
    lose(place, `${keyword} ${command.words[0] ?? ''} cannot be written: it is not run any more`);
  return words === undefined ? undefined : `${keyword} ${words}`;
}
