import yargs, {type Argv} from 'yargs';
import {commands} from './commands/all.js';
import {type CommandContext, type CommandDefinition, type OptionDefinition, Usage} from './commands/command.js';
import {connectOrExplain} from './commands/ipvsadm/connect.js';
import type {Invocation} from './invocation.js';
import type {OpenIpvs} from './ipvs/unavailable.js';
import {openProcessTerminal} from './process-terminal.js';

/** What main.ts hands to the commands. */
export interface World {
  connect(): Promise<OpenIpvs>;
  /** The same without making the kernel load what somebody may have unloaded. */
  reconnect(): Promise<OpenIpvs>;
  openDemo(): Promise<OpenIpvs>;
  loadModule(): Promise<boolean>;
  readonly isRoot: boolean;
  readonly mark: string;
  readonly version: string;
}

/** The commands, for `lvsctl -h`. */
export const commandSummary = `
Commands with names (lvsctl COMMAND --help tells more):
${commands.map(command => `  ${command.name.padEnd(18)}${command.summary}`).join('\n')}
`;

/** Runs `lvsctl COMMAND …`. Resolves to the exit status. */
export async function runNamedCommand(invocation: Invocation, world: World): Promise<number> {
  const [name] = invocation.argv;
  if (!commands.some(command => command.name === name)) {
    const known = commands.map(command => command.name).join(', ');
    invocation.stderr.write(
      `lvsctl: there is no command '${name}'. There are: ${known}; and everything that begins with an option, as in ipvsadm (lvsctl -h)\n`,
    );
    return 2;
  }
  let status = 0;
  const parser = commands.reduce(
    (built, command) =>
      built.command(
        `${command.name}${command.words ? ` [${command.words.name}..]` : ''}`,
        command.summary,
        inner => describe(inner, command),
        async given => {
          status = await run(command, given, invocation, world);
        },
      ),
    yargs([])
      .scriptName('lvsctl')
      .locale('en')
      .strict()
      .version(false)
      .wrap(null)
      .exitProcess(false)
      .fail((message, error) => {
        throw error ?? new Usage(message);
      }) as Argv,
  );
  try {
    await parser.parseAsync([...invocation.argv], {}, (_error, _given, output) => {
      if (output !== '') invocation.stdout.write(`${output}\n`);
    });
    return status;
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    invocation.stderr.write(`lvsctl ${name}: ${error.message}\nlvsctl ${name} --help tells what there is.\n`);
    return 2;
  }
}

function describe(parser: Argv, command: CommandDefinition): Argv {
  if (command.words)
    parser.positional(command.words.name, {type: 'string', array: true, describe: command.words.describe});
  for (const [name, {kind, describe: text, alias}] of Object.entries(command.options)) {
    const isFlag = kind.placeholder === undefined;
    parser.option(name, {
      describe: text,
      ...(alias !== undefined && {alias}),
      ...(isFlag ? {type: 'boolean' as const} : {type: 'string' as const, requiresArg: true}),
      ...(kind.choices && {choices: kind.choices}),
    });
  }
  for (const [line, what] of command.examples) parser.example(line, what);
  return parser;
}

async function run(
  command: CommandDefinition,
  given: Record<string, unknown>,
  invocation: Invocation,
  world: World,
): Promise<number> {
  const values: Record<string, unknown> = {};
  for (const [name, {kind}] of Object.entries<OptionDefinition<unknown>>(command.options)) {
    const text = given[name];
    if (Array.isArray(text)) throw new Usage(`--${name} was given more than once`);
    if (kind.placeholder === undefined) values[name] = text === true ? true : undefined;
    else values[name] = text === undefined ? undefined : kind.parse(String(text));
  }
  const words = ((command.words && (given[command.words.name] as string[] | undefined)) ?? []).map(text =>
    command.words?.kind.parse(String(text)),
  );
  const {context, stop} = contextFor(invocation, world, (await invocation.isTerminal?.()) ?? false);
  try {
    return await command.run(values, words, context);
  } finally {
    stop();
  }
}

/** Ctrl-C wakes a sleeping command and is remembered; the terminal needs no repair, as nothing changed its mode. */
function contextFor(
  invocation: Invocation,
  world: World,
  isTerminal: boolean,
): {context: CommandContext; stop: () => void} {
  const interrupted = new AbortController();
  const interrupt = () => (interrupted.signal.aborted ? process.exit(130) : interrupted.abort());
  process.on('SIGINT', interrupt);
  const {stdout, stderr} = invocation;
  const context: CommandContext = {
    open: () => connectOrExplain({...world, stderr, dialect: 'lvsctl'}),
    reconnect: world.reconnect,
    openDemo: world.openDemo,
    openTerminal: openProcessTerminal,
    stdout,
    stderr,
    isTerminal,
    mark: world.mark,
    isEmbedded: world.mark !== '',
    isInterrupted: () => interrupted.signal.aborted,
    sleep: seconds =>
      new Promise(resolve => {
        const timer = setTimeout(resolve, seconds * 1000);
        const wake = (): void => {
          clearTimeout(timer);
          resolve();
        };
        interrupted.signal.addEventListener('abort', wake, {once: true});
      }),
  };
  return {context, stop: () => process.off('SIGINT', interrupt)};
}
