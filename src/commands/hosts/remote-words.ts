import type {CommandDefinition} from '../command.js';
import type {GivenTexts} from '../parse-command.js';

/** What is about the hosts is not for them. */
const ownOptions = ['host', 'host-timeout', 'partial', 'output'];

/** The command line for another host. @param output how it prints there; undefined: as was asked @param more options of its own */
export function remoteWords(
  {name}: CommandDefinition,
  {options, words}: GivenTexts,
  output: 'json' | undefined,
  ...more: readonly string[]
): readonly string[] {
  const asked = output ?? options.output;
  const given = Object.entries(options).filter(([option]) => !ownOptions.includes(option));
  return [
    ...name.split(' '),
    ...given.map(([option, text]) => (text === true ? `--${option}` : `--${option}=${text}`)),
    ...(typeof asked === 'string' ? [`--output=${asked}`] : []),
    ...more,
    ...words,
  ];
}
