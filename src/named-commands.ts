import yargs, {type Argv} from 'yargs';
import {commands} from './commands/all.js';
import {
  type CommandContext,
  type CommandDefinition,
  isUsage,
  type OptionDefinition,
  Usage,
} from './commands/command.js';
import {connectOrExplain} from './commands/ipvsadm/connect.js';
import type {Invocation} from './invocation.js';
import type {Resolver} from './net/resolver.js';
import type {OpenIpvs} from './ipvs/unavailable.js';
import type {Journal} from './maintenance/journal/open-journal.js';
import type {RouterOptions} from './managers/router-world.js';
import {openProcessTerminal} from './process-terminal.js';

/** What main.ts hands to the commands. */
export interface World {
  connect(): Promise<OpenIpvs>;
  /** The same without making the kernel load what somebody may have unloaded. */
  reconnect(): Promise<OpenIpvs>;
  openDemo(): Promise<OpenIpvs>;
  /** Undefined for a table that ends with the process. */
  openJournal(): Promise<Journal | undefined>;
  loadModule(): Promise<boolean>;
  readonly resolver: Resolver;
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
  const command = chooseCommand(invocation.argv);
  if (!command) {
    invocation.stderr.write(unknownCommand(invocation.argv));
    return 2;
  }
  const {name} = command;
  let status = 0;
  const parser = yargs([])
    .scriptName(`lvsctl ${name}`)
    .locale('en')
    .strict()
    .version(false)
    .wrap(null)
    .parserConfiguration({'boolean-negation': false}) // --no-journal is an option of its own
    .exitProcess(false)
    .command(
      `$0${command.words ? ` [${command.words.name}..]` : ''}`,
      command.summary,
      inner => describe(inner, command),
      async given => {
        status = await run(command, given, invocation, world);
      },
    )
    .fail((message, error) => {
      throw error ?? new Usage(message);
    }) as Argv;
  try {
    const words = invocation.argv.slice(name.split(' ').length);
    await parser.parseAsync(
      words.map(word => (word === '-' ? loneDash : word)),
      {},
      (_error, _given, output) => {
        if (output !== '') invocation.stdout.write(`${output}\n`);
      },
    );
    return status;
  } catch (error) {
    if (!isUsage(error)) throw error;
    invocation.stderr.write(`lvsctl ${name}: ${error.message}\nlvsctl ${name} --help tells what there is.\n`);
    return 2;
  }
}

/** Stands for `-`, standard input, which yargs drops. No command line has it. */
const loneDash = '\0';

function asGiven(text: unknown): string {
  return text === loneDash ? '-' : String(text);
}

/** The command of these words: `vrrp switch` before `vrrp`. */
function chooseCommand([first = '', second = '']: readonly string[]): CommandDefinition | undefined {
  const longer = commands.find(({name}) => name === `${first} ${second}`);
  if (longer) return longer;
  const isMisspelt = below(first).length > 0 && /^[a-z]/.test(second);
  return commands.find(({name, words}) => name === first && (words !== undefined || !isMisspelt));
}

/** The commands whose first word this is. */
function below(first: string): readonly CommandDefinition[] {
  return commands.filter(({name}) => name.startsWith(`${first} `));
}

function unknownCommand([first = '', second]: readonly string[]): string {
  const longer = below(first).map(({name}) => name);
  if (longer.length > 0)
    return `lvsctl ${first}: ${second === undefined ? 'what of it?' : `there is no '${first} ${second}'.`} There are: ${longer.join(', ')}\n`;
  const known = commands.map(({name}) => name).join(', ');
  return `lvsctl: there is no command '${first}'. There are: ${known}; and everything that begins with an option, as in ipvsadm (lvsctl -h)\n`;
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
  const longer = below(command.name);
  if (longer.length > 0)
    parser.epilogue(`Also:\n${longer.map(({name, summary}) => `  lvsctl ${name.padEnd(16)} ${summary}`).join('\n')}`);
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
    else values[name] = text === undefined ? undefined : kind.parse(asGiven(text));
  }
  const words = ((command.words && (given[command.words.name] as string[] | undefined)) ?? []).map(text =>
    command.words?.kind.parse(asGiven(text)),
  );
  const {context, stop} = contextFor(command, invocation, world, (await invocation.isTerminal?.()) ?? false);
  try {
    return await command.run(values, words, context);
  } finally {
    stop();
  }
}

/** Ctrl-C wakes a sleeping command and is remembered; the terminal needs no repair, as nothing changed its mode. */
function contextFor(
  {endsInOrder, takesSignals}: CommandDefinition,
  invocation: Invocation,
  world: World,
  isTerminal: boolean,
): {context: CommandContext; stop: () => void} {
  const interrupted = new AbortController();
  const interrupt = () => (interrupted.signal.aborted ? process.exit(130) : interrupted.abort());
  const heard = endsInOrder ? (['SIGINT', 'SIGTERM', 'SIGHUP'] as const) : (['SIGINT'] as const);
  const signals = takesSignals ? [] : heard;
  for (const signal of signals) process.on(signal, interrupt);
  const {stdout, stderr} = invocation;
  const context: CommandContext = {
    open: () => connectOrExplain({...world, stderr, dialect: 'lvsctl'}),
    reconnect: world.reconnect,
    openDemo: world.openDemo,
    openJournal: world.openJournal,
    openDrains: async () => {
      const {openDrainSurroundings} = await import('./open-maintenance.js');
      return openDrainSurroundings(await world.openJournal(), world.mark !== '', invocation.environment);
    },
    openOwners: async () => (world.mark === '' ? (await import('./open-maintenance.js')).openOwnersHere() : []),
    openRouters: options => openRouters(options, invocation, world),
    openChecks: async options =>
      (await import('./open-checks-here.js')).openChecksHere(options, invocation, world.mark),
    openProbes: async () => (await import('./open-probes.js')).openProbesHere(),
    openDirector: file => openDirector(file, invocation, world),
    connectDirector: async kind =>
      (await import('./connect-director.js')).connectDirector(kind, invocation.environment),
    openTerminal: openProcessTerminal,
    stdin: invocation.stdin,
    resolver: world.resolver,
    now: Date.now,
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
  return {
    context,
    stop: () => {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}

/** NB: an embedded kernel has IPVS, and no network. */
async function openRouters(options: RouterOptions, {stderr, environment}: Invocation, {mark}: World) {
  if (mark !== '') {
    stderr.write(
      'lvsctl: the embedded kernel has no network with virtual routers: unset LVSCTL_KERNEL, or see lvsctl demo\n',
    );
    return undefined;
  }
  const {openRoutersHere} = await import('./open-router-world.js');
  return openRoutersHere(options, environment);
}

/** NB: an embedded kernel has no network to hold addresses in. */
async function openDirector(
  file: string | undefined,
  {stderr, environment}: Invocation,
  {mark, isRoot, version}: World,
) {
  const problem =
    mark !== ''
      ? 'the embedded kernel has no network that a director could work in: unset LVSCTL_KERNEL'
      : isRoot
        ? undefined
        : 'a director needs root: it opens raw sockets and adds addresses';
  if (problem !== undefined) {
    stderr.write(`lvsctl: ${problem}\n`);
    return undefined;
  }
  const {openDirectorWorld} = await import('./open-director.js');
  return openDirectorWorld({file, environment, version});
}
