import type {Change} from '../../ipvs/change.js';
import type {Command} from '../../ipvsadm/command.js';
import {CommandLineError, type Failure} from '../../ipvsadm/failure.js';
import {parseCommandLine} from '../../ipvsadm/parse.js';
import type {IpvsadmContext} from './context.js';
import type {NameCache} from './name-cache.js';

export type ParsedLine = {readonly change: Change} | {readonly command: Command} | {readonly failure: Failure};

/** One line of a rules file. -R within is what no command at all is. */
export async function parseLine(
  words: readonly string[],
  context: IpvsadmContext,
  names: NameCache,
): Promise<ParsedLine> {
  const {program, dialect} = context;
  try {
    const command = await names.whileNeeded(() => parseCommandLine(words, program, dialect, names));
    if (command.type === 'change') return {change: command.change};
    if (command.type !== 'restore') return {command};
    return {failure: {type: 'try', message: `Try \`${program} -h' or '${program} --help' for more information.`}};
  } catch (error) {
    if (error instanceof CommandLineError) return {failure: error.failure};
    throw error;
  }
}
