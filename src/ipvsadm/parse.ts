import type {Dialect} from './dialect.js';
import type {Command} from './command.js';
import {type Draft, emptyDraft} from './draft.js';
import {CommandLineError, usage} from './failure.js';
import {finish} from './finish.js';
import type {NameTable} from './names.js';
import {type CommandName, type OptionName, switches} from './options.js';
import {indexSwitches, Popt} from './popt.js';
import {readOption} from './read-option.js';

const index = indexSwitches(switches);

/**
 * Reads a command line as ipvsadm 1.31 does: the first option is the command; then the options in their order,
 * each checked as it comes; then what only the whole can tell.
 * @param words without the program's name
 * @throws CommandLineError, or NameNeeded where a host name is not known yet
 */
export function parseCommandLine(
  words: readonly string[],
  program: string,
  dialect: Dialect,
  names: NameTable,
): Command {
  const popt = new Popt(words, index);
  const draft = emptyDraft(popt.leftover);
  const command = readCommand(popt, draft, program);
  if (command === 'help' || command === 'version') return {type: command};
  for (;;) {
    const step = popt.step();
    if (step.type === 'end') break;
    if (step.type === 'error') throw new CommandLineError({type: 'parser', message: step.message});
    if ('command' in step.row) throw usage(`invalid option \`${popt.lastWord}'`);
    if ('option' in step.row) mark(draft.given, step.row.option);
    readOption(draft, step.row.long, step.argument, names);
  }
  return finish(command, draft, dialect);
}

function readCommand(popt: Popt<(typeof switches)[number]>, draft: Draft, program: string): CommandName {
  const step = popt.step();
  if (step.type !== 'switch' || !('command' in step.row)) {
    throw new CommandLineError({
      type: 'try',
      message: `Try \`${program} -h' or '${program} --help' for more information.`,
    });
  }
  const command = step.row.command;
  if (command === 'start-daemon' || command === 'stop-daemon') {
    const state = step.argument;
    // the two texts differ in ipvsadm as they do here
    if (state !== 'master' && state !== 'backup')
      throw usage(
        command === 'start-daemon' ? 'illegal start-daemon parameter specified' : 'illegal start_daemon specified',
      );
    draft.daemonState = state;
  }
  return command;
}

function mark(given: Set<OptionName>, option: OptionName): void {
  if (given.has(option)) throw usage(`multiple '${option}' options specified`);
  given.add(option);
}
