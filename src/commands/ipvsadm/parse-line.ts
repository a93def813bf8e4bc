import type {Change} from '../../ipvs/change.js';
import type {Command} from '../../ipvsadm/command.js';
import {CommandLineError, type Failure} from '../../ipvsadm/failure.js';
import {NameNeeded} from '../../ipvsadm/names.js';
import {parseCommandLine} from '../../ipvsadm/parse.js';
import type {IpvsadmContext} from './context.js';
import type {NameCache} from './name-cache.js';

export type ParsedLine = {readonly change: Change} | {readonly command: Command} | {readonly failure: Failure};

/** One line of a rules file. A promise only where a host name has to be asked for: thousands of lines have none. */
export function parseLine(
  words: readonly string[],
  context: IpvsadmContext,
  names: NameCache,
): ParsedLine | Promise<ParsedLine> {
  const parse = (): ParsedLine => checkedLine(words, context, names);
  try {
    return parse();
  } catch (error) {
    if (error instanceof NameNeeded) return names.whileNeeded(parse);
    throw error;
  }
}

/** -R within is what no command at all is. */
function checkedLine(words: readonly string[], {program, dialect}: IpvsadmContext, names: NameCache): ParsedLine {
  try {
    const command = parseCommandLine(words, program, dialect, names);
    if (command.type === 'change') return {change: command.change};
    if (command.type !== 'restore') return {command};
    return {failure: {type: 'try', message: `Try \`${program} -h' or '${program} --help' for more information.`}};
  } catch (error) {
    if (error instanceof CommandLineError) return {failure: error.failure};
    throw error;
  }
}
