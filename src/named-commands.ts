import {commands} from './commands/all.js';
import {type Chosen, chooseCommand} from './commands/choose-command.js';
import {type CommandContext, type CommandDefinition, isUsage} from './commands/command.js';
import {connectOrExplain} from './commands/ipvsadm/connect.js';
import {knownCommands} from './commands/settings/known-commands.js';
import {policyRefusal} from './commands/settings/policy-refusal.js';
import {escapeControls} from './ipvs/outside-text.js';
import {asksForHelp} from './commands/help/asks-for-help.js';
import type {GivenTexts, Parsed} from './commands/parse-command.js';
import type {Invocation} from './invocation.js';
import type {Resolver} from './net/resolver.js';
import type {OpenIpvs} from './ipvs/unavailable.js';
import type {Journal} from './maintenance/journal/open-journal.js';
import type {RouterOptions} from './managers/router-world.js';
import {openAsker, openSettings} from './open-settings.js';
import {openProcessTerminal} from './process-terminal.js';
import {NameBook} from './settings/name-book.js';
import {formatSettingsProblem} from './settings/settings-problem.js';
import type {Settings} from './settings/settings.js';
import {refusalOf} from './settings/who-may.js';

/** What main.ts hands to the commands. */
export interface World {
  connect(): Promise<OpenIpvs>;
  /** The same without making the kernel load what somebody may have unloaded. */
  reconnect(): Promise<OpenIpvs>;
  openDemo(): Promise<OpenIpvs>;
  /** Undefined for a table that ends with the process. */
  openJournal(): Promise<Journal | undefined>;
  loadModule(): Promise<boolean>;
  /** Runs another command line in this process. */
  run(invocation: Invocation): Promise<number>;
  readonly resolver: Resolver;
  readonly isRoot: boolean;
  readonly mark: string;
  readonly version: string;
}

/** The commands, for `lvsctl -h`. */
export async function commandSummary(): Promise<string> {
  const {shortOverview} = await import('./commands/help/short-overview.js');
  return shortOverview(commands);
}

/** Runs `lvsctl COMMAND …`. Resolves to the exit status. */
export async function runNamedCommand(invocation: Invocation, world: World): Promise<number> {
  const chosen = chooseCommand(commands, invocation.argv);
  if (!chosen) {
    const {unknownCommand} = await import('./commands/help/unknown-command.js');
    const {text, isHelp} = unknownCommand(commands, invocation.argv);
    invocation[isHelp ? 'stdout' : 'stderr'].write(text);
    return isHelp ? 0 : 2;
  }
  const {command, words} = chosen;
  if (asksForHelp(command, words)) {
    const {commandPage} = await import('./commands/help/command-page.js');
    invocation.stdout.write(commandPage(command, commands));
    return 0;
  }
  try {
    const settings = await settingsFor(command, invocation);
    const parsed = await parse(chosen, settings);
    if (invocation.isReadOnly) (await import('./commands/rpc/require-reading.js')).requireReading(command, parsed);
    const refusal = await policyRefusal(command, parsed, settings, openAsker(invocation.environment));
    if (refusal === undefined) return await run(command, parsed, settings, invocation, world);
    invocation.stderr.write(`lvsctl ${command.name}: ${escapeControls(refusal)}\n`);
    return 4;
  } catch (error) {
    if (!isUsage(error)) throw error;
    const {name} = command;
    const {meantLonger} = await import('./commands/help/unknown-command.js');
    invocation.stderr.write(
      `lvsctl ${name}: ${error.message}\n${meantLonger(commands, chosen)}lvsctl ${name} --help tells what there is.\n`,
    );
    return 2;
  }
}

async function parse({command, words}: Chosen, {defaults, names}: Settings): Promise<Parsed> {
  if (command.takesWordsAsTheyAre) return {values: {}, words, given: {options: {}, words}}; // whoever completes a word waits for it
  const {parseCommand} = await import('./commands/parse-command.js');
  const own = Object.hasOwn(defaults, command.name) ? defaults[command.name] : undefined;
  return parseCommand(command, words, {defaults: own ?? {}, names: new NameBook(names)});
}

/** What is wrong with them is told once, in a line. */
async function settingsFor(command: CommandDefinition, {environment, stderr}: Invocation): Promise<Settings> {
  const settings = await openSettings(environment, knownCommands(commands));
  const [first, ...more] = settings.problems;
  if (first && !command.tellsSettings && !command.isHidden)
    stderr.write(
      `lvsctl: ${formatSettingsProblem(first)}${more.length === 0 ? '' : ` (and ${more.length} more: lvsctl config check)`}\n`,
    );
  return settings;
}

async function run(
  command: CommandDefinition,
  {values, words, given}: Parsed,
  settings: Settings,
  invocation: Invocation,
  world: World,
): Promise<number> {
  const isTerminal = (await invocation.isTerminal?.()) ?? false;
  const {context, stop} = contextFor(command, {settings, given}, invocation, world, isTerminal);
  try {
    return await command.run(values, words, context);
  } finally {
    stop();
  }
}

/** Ctrl-C wakes a sleeping command and is remembered; the terminal needs no repair, as nothing changed its mode. */
function contextFor(
  {endsInOrder, takesSignals}: CommandDefinition,
  {settings, given}: {readonly settings: Settings; readonly given: GivenTexts},
  invocation: Invocation,
  world: World,
  isTerminal: boolean,
): {context: CommandContext; stop: () => void} {
  const ownInterruption = new AbortController();
  const interrupt = () => (ownInterruption.signal.aborted ? process.exit(130) : ownInterruption.abort());
  const heard = endsInOrder ? (['SIGINT', 'SIGTERM', 'SIGHUP'] as const) : (['SIGINT'] as const);
  const signals = takesSignals || invocation.interruption ? [] : heard;
  for (const signal of signals) process.on(signal, interrupt);
  const interrupted = invocation.interruption ?? ownInterruption.signal;
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
    openDoctor: async () =>
      (await import('./open-doctor.js')).openDoctorHere(world.mark !== '', invocation.environment),
    openOwners: async () => (world.mark === '' ? (await import('./open-maintenance.js')).openOwnersHere() : []),
    openRouters: options => openRouters(options, invocation, world),
    openChecks: async options =>
      (await import('./open-checks-here.js')).openChecksHere(options, invocation, world.mark),
    openProbes: async () => (await import('./open-probes.js')).openProbesHere(),
    openDirector: file => openDirector(file, invocation, world),
    connectDirector: async kind =>
      (await import('./connect-director.js')).connectDirector(kind, invocation.environment),
    settings: async () => settings,
    refusal: deed => refusalOf(settings, deed, openAsker(invocation.environment)),
    given,
    openRemote: async () => (await import('./open-remote.js')).openRemoteWorld(invocation.environment, world.version),
    simulateClients: async wish =>
      (await import('./open-simulated-clients.js')).openSimulatedClients(invocation.environment)(wish),
    openReport: async () =>
      (await import('./open-report-world.js')).openReportWorld(invocation, world.run, world.version),
    openRpc: async () =>
      (await import('./open-rpc.js')).openRpcHere(invocation, world.run, {...world, isEmbedded: world.mark !== ''}),
    openTerminal: openProcessTerminal,
    stdin: invocation.stdin,
    resolver: world.resolver,
    now: Date.now,
    stdout,
    stderr,
    isTerminal,
    columns: isTerminal ? process.stdout.columns : undefined,
    mark: world.mark,
    isEmbedded: world.mark !== '',
    isInterrupted: () => interrupted.aborted,
    interruption: interrupted,
    sleep: seconds =>
      new Promise(resolve => {
        const timer = setTimeout(resolve, seconds * 1000);
        const wake = (): void => {
          clearTimeout(timer);
          resolve();
        };
        interrupted.addEventListener('abort', wake, {once: true});
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
