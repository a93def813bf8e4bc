import {usage} from './failure.js';
import {type CommandName, type OptionName, options, type Presence, tunnelOptions} from './options.js';

/** Checks which options were given with a command, in the options' order; the first violation is thrown. */
export function checkCommandOptions(command: CommandName, given: ReadonlySet<OptionName>): void {
  check(given, option => (option.with as Partial<Record<CommandName, Presence>>)[command], `'${command}' command`);
}

/** The same for the options of a tunnel (`-i`). */
export function checkTunnelOptions(type: keyof typeof tunnelOptions, given: ReadonlySet<OptionName>): void {
  const tunnel = new Set([...given].filter(name => name.startsWith('tun-')));
  check(tunnel, option => tunnelOptions[type][option.name], `'${type}' tunnel type`);
}

/** Listing modes that exclude listing formats, checked after the table (A.3.1 of the recorded behaviour). */
export function checkListOptions(given: ReadonlySet<OptionName>): void {
  const isTable = !given.has('connection') && !given.has('timeout') && !given.has('daemon');
  const hasFormat = given.has('stats') || given.has('rate') || given.has('thresholds');
  const hasPersistence = given.has('persistent-conn') && !given.has('connection');
  if (!isTable && (hasFormat || hasPersistence)) throw usage('options conflicts in the list command');
}

function check(
  given: ReadonlySet<OptionName>,
  presenceOf: (option: (typeof options)[number]) => Presence | undefined,
  where: string,
): void {
  let exclusive: string | undefined;
  for (const option of options) {
    const presence = presenceOf(option);
    if (!given.has(option.name)) {
      if (presence === 'required') throw usage(`You need to supply the '${option.name}' option for the ${where}`);
      continue;
    }
    if (presence === undefined) throw usage(`Illegal '${option.name}' option with the ${where}`);
    if (presence !== 'exclusive') continue;
    if (exclusive !== undefined)
      throw usage(`The option '${option.name}' conflicts with the '${exclusive}' option in the ${where}`);
    exclusive = option.name;
  }
}
