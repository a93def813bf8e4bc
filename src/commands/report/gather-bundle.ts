import type {CommandContext} from '../command.js';
import {anonymizeAll} from './anonymize/anonymize-all.js';
import {collectParts} from './collect-parts.js';
import {commandParts} from './command-parts.js';
import {configurationParts} from './configuration-parts.js';
import {fileParts} from './file-parts.js';
import {logParts} from './log-parts.js';
import type {CollectedPart, Part} from './part.js';
import {programParts} from './program-parts.js';
import {readmeText} from './readme-text.js';
import {redactAll} from './redact/redact-all.js';
import type {ReportWorld} from './report-world.js';

export interface BundleWish {
  readonly mayAsk: boolean;
  readonly isAnonymized: boolean;
}

/** A file of the bundle. */
export interface BundleFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export interface Bundle {
  /** README.txt first, then by name. */
  readonly files: readonly BundleFile[];
  /** What could not be had. */
  readonly missing: readonly CollectedPart[];
}

/** Reads everything, and takes out what nobody else may see. NB: nothing leaves this function as it was read. */
export async function gatherBundle(wish: BundleWish, world: ReportWorld, context: CommandContext): Promise<Bundle> {
  const parts = await partsOf(wish, world, context);
  const collected = await collectParts(parts, world, () => context.isInterrupted());
  const cleaned = withoutSecrets(collected, wish, world);
  const readme = readmeText(cleaned, {
    version: world.version,
    at: new Date(context.now()),
    isEmbedded: context.isEmbedded,
    isAnonymized: wish.isAnonymized,
  });
  const files = cleaned.flatMap(({name, title, text}) => (text === undefined ? [] : [{name, title, text}]));
  return {
    files: [
      {name: 'README.txt', title: 'what is in it', text: readme},
      ...files.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ],
    missing: cleaned.filter(({text}) => text === undefined),
  };
}

/** NB: names of parts are paths, and what they say of problems may quote: they are cleaned too. */
function withoutSecrets(
  parts: readonly CollectedPart[],
  {isAnonymized}: BundleWish,
  {host, key}: ReportWorld,
): readonly CollectedPart[] {
  const texts = parts.flatMap(({name, title, text = '', problem = ''}) => [
    {text, isConfiguration: name.startsWith('configuration/')},
    ...[problem, title, name].map(each => ({text: each, isConfiguration: false})),
  ]);
  const redacted = redactAll(texts);
  const clean = isAnonymized ? anonymizeAll(redacted, host, key) : redacted;
  return parts.map(({text, problem}, i) => ({
    text: text === undefined ? undefined : clean[4 * i],
    problem: problem === undefined ? undefined : clean[4 * i + 1],
    title: clean[4 * i + 2] as string,
    name: clean[4 * i + 3] as string,
  }));
}

/** NB: of an embedded kernel, nothing of the machine that it happens to be on. */
async function partsOf({mayAsk}: BundleWish, world: ReportWorld, context: CommandContext): Promise<readonly Part[]> {
  const noTable = await whyNoTable(context);
  if (context.isEmbedded) return commandParts({mayAsk, isSignalled: false, noTable});
  const {isSignalled, files} = await checkedBy(context);
  return [
    ...commandParts({mayAsk, isSignalled, noTable}),
    ...fileParts,
    ...programParts,
    ...configurationParts(world.root, [...files, ...filesOfProcesses(world)]),
    ...logParts,
  ];
}

async function whyNoTable({reconnect}: CommandContext): Promise<string | undefined> {
  try {
    (await reconnect()).ipvs.close();
    return undefined;
  } catch (error) {
    return `the kernel does not show its table: ${(error as Error).message}`;
  }
}

async function checkedBy(context: CommandContext): Promise<{isSignalled: boolean; files: readonly string[]}> {
  try {
    const opened = await context.openChecks({keepalivedConfig: undefined, keepalivedPid: undefined, log: undefined});
    opened?.close();
    const {reading, files = []} = opened?.source ?? {};
    return {isSignalled: reading === 'signal', files: files.map(({path}) => path)};
  } catch {
    return {isSignalled: true, files: []}; // nobody knows: so nobody is signalled
  }
}

/** Configurations that managers were started with. */
function filesOfProcesses({processes}: ReportWorld): readonly string[] {
  return processes()
    .filter(one => /^(keepalived|ldirectord|heartbeat|lvsctl|node|perl)/.test(one.name))
    .flatMap(one => one.arguments.map(word => word.replace(/^--?[\w-]+=/, '')))
    .filter(word => /^\/.*\.(conf|cf|ya?ml)$/.test(word));
}
