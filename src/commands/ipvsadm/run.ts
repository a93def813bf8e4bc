import type {OpenIpvs} from '../../ipvs/unavailable.js';
import type {Command} from '../../ipvsadm/command.js';
import {CommandLineError, exitCode, exitCodeOf} from '../../ipvsadm/failure.js';
import {helpText, versionBanner} from '../../ipvsadm/help.js';
import {versionText} from '../../ipvsadm/format-table.js';
import {parseCommandLine} from '../../ipvsadm/parse.js';
import {refusalWords} from '../../ipvsadm/words.js';
import {connectOrExplain} from './connect.js';
import type {IpvsadmContext} from './context.js';
import {list} from './list.js';
import {NameCache} from './name-cache.js';
import {restore} from './restore.js';
import {save} from './save.js';

/** The table with names, which is what no words at all ask for. */
const defaultWords = ['-L'];

/** Runs one command line of ipvsadm's grammar. Resolves to the exit status. */
export async function runIpvsadm(context: IpvsadmContext): Promise<number> {
  const names = new NameCache(context.resolver);
  const words = context.words.length === 0 ? defaultWords : context.words;
  const parse = () => names.whileNeeded(() => parseCommandLine(words, context.program, context.dialect, names));
  try {
    if (context.dialect === 'lvsctl') {
      const command = await parse(); // what is wrong with the words needs no kernel to be said
      if (command.type === 'help' || command.type === 'version')
        return await execute(command, context, undefined, names);
      if ((command.type === 'change' || command.type === 'restore') && (await isRefused(context))) return policyStatus;
      const open = await connectOrExplain(context);
      return open ? await closing(open, execute(command, context, open, names)) : exitCode.usage;
    }
    const open = await connectOrExplain(context);
    if (!open) return exitCode.usage;
    return await closing(
      open,
      parse().then(command => execute(command, context, open, names)),
    );
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    if (error.failure.type !== 'crash') context.stderr.write(`${error.failure.message}\n`);
    if (context.hint) context.stderr.write(await context.hint(error.failure));
    return exitCodeOf(error.failure);
  }
}

/** As commands with names end where a policy speaks against them: ipvsadm has no such thing. */
const policyStatus = 4;

async function isRefused({refusal, program, stderr}: IpvsadmContext): Promise<boolean> {
  const words = await refusal?.();
  if (words !== undefined) stderr.write(`${program}: ${words}\n`);
  return words !== undefined;
}

/** Runs a parsed command. @param open undefined for what needs no kernel */
async function execute(
  command: Command,
  context: IpvsadmContext,
  open: OpenIpvs | undefined,
  names: NameCache,
): Promise<number> {
  const {dialect, program, stdout, stderr} = context;
  switch (command.type) {
    case 'help':
    case 'version': {
      stdout.write(
        dialect === 'lvsctl'
          ? `${context.version}\n`
          : versionBanner(versionText((open as OpenIpvs).information.version)),
      );
      if (command.type === 'help')
        stdout.write(helpText(program) + (dialect === 'lvsctl' ? await context.furtherHelp() : ''));
      return exitCode.done;
    }
    case 'list':
      return list(command.listing, context, open as OpenIpvs, names);
    case 'save':
      return save(command.isNumeric, context, open as OpenIpvs, names);
    case 'restore':
      return restore(context, open as OpenIpvs, names, inner => execute(inner, context, open, names));
    case 'change': {
      const changer = await context.openChanger();
      const [outcome] = (await changer.make((open as OpenIpvs).ipvs, [command.change])).outcomes;
      if (!outcome) return exitCode.done;
      stderr.write(`${refusalWords(outcome)}\n`);
      if (context.advise) stderr.write(await context.advise(outcome, command.change));
      return exitCode.refused;
    }
  }
}

async function closing(open: OpenIpvs, work: Promise<number>): Promise<number> {
  try {
    return await work;
  } finally {
    open.ipvs.close();
  }
}
