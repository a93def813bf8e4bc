import yargs, {type Argv} from 'yargs';
import {nearest, whatThereIs} from '../ipvs/nearest-name.js';
import {type NameBook, noNames} from '../settings/name-book.js';
import {type CommandDefinition, isUsage, type Kind, type OptionDefinition, Usage} from './command.js';

/** What was asked of a command, each word read as its kind says. */
export interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly words: readonly unknown[];
  readonly given: GivenTexts;
}

/** The same as texts, with numbers for names of the settings: for whoever passes them on. */
export interface GivenTexts {
  /** Options that were given, by their names; flags are true. */
  readonly options: Readonly<Record<string, string | true>>;
  readonly words: readonly string[];
}

/** What was set before anything was asked. */
export interface Beforehand {
  /** Options that are not given, by their names. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly names: NameBook;
}

/** Reads the words after a command's name. Rejects with Usage. */
export async function parseCommand(
  command: CommandDefinition,
  words: readonly string[],
  beforehand: Beforehand = {defaults: {}, names: noNames},
): Promise<Parsed> {
  const parser = yargs([])
    .locale('en')
    .help(false)
    .version(false)
    .strict()
    .exitProcess(false)
    .parserConfiguration({'boolean-negation': false}) // --no-journal is an option of its own
    .command(`$0${command.words ? ` [${command.words.name}..]` : ''}`, command.summary, inner => {
      if (command.words) inner.positional(command.words.name, {type: 'string', array: true});
      for (const [name, option] of Object.entries(command.options)) describe(inner, name, option);
    })
    .fail((message, error) => {
      throw new Usage(inWords(message ?? error.message, command, words));
    });
  const given = await parser.parseAsync(words.map(word => (word === '-' ? loneDash : word)));
  return {
    values: valuesOf(command, given, beforehand),
    words: textsOf(command, given, beforehand).map(
      text => command.words && parseNamed(text, command.words.kind, beforehand.names),
    ),
    given: {options: optionTexts(command, given, beforehand), words: textsOf(command, given, beforehand)},
  };
}

/** Stands for `-`, standard input, which yargs drops. No command line has it. */
const loneDash = '\0';

function asGiven(text: unknown): string {
  return text === loneDash ? '-' : String(text);
}

function describe(parser: Argv, name: string, {kind, alias}: OptionDefinition<unknown>): void {
  parser.option(name, {
    ...(alias !== undefined && {alias}),
    ...(kind.placeholder === undefined ? {type: 'boolean'} : {type: 'string', requiresArg: true}),
  });
}

/** What yargs found wrong, with what to do about it. */
function inWords(message: string, command: CommandDefinition, words: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ')[0];
  if (unknown !== undefined) return unknownWords(unknown, command, words);
  const incomplete = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  const option = incomplete === undefined ? undefined : optionNamed(incomplete, command);
  return option
    ? `${dashed(incomplete as string)} needs a value: --${option[0]} ${option[1].kind.placeholder}`
    : message;
}

function unknownWords(unknown: string, {options}: CommandDefinition, words: readonly string[]): string {
  const isOption = words.some(word => word.startsWith('-') && word.replace(/^-+/, '').startsWith(unknown));
  if (!isOption) return `'${unknown}' is one word too many: it takes options only`;
  if (unknown.length === 1) return `there is no option -${unknown}`;
  const known = Object.keys(options);
  const near = nearest(unknown, known); // without the dashes, which would make any two short words alike
  if (near !== undefined) return `there is no option --${unknown}; did you mean --${near}?`;
  const there = known.map(name => `--${name}`).join(', ');
  return `there is no option --${unknown}; ${there === '' ? 'it takes none' : `there are: ${there}`}`;
}

function optionNamed(name: string, {options}: CommandDefinition) {
  return Object.entries(options).find(([key, {alias}]) => key === name || alias === name);
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

function valuesOf(
  {options}: CommandDefinition,
  given: Readonly<Record<string, unknown>>,
  {defaults, names}: Beforehand,
): Parsed['values'] {
  const values: Record<string, unknown> = {};
  for (const [name, {kind}] of Object.entries<OptionDefinition<unknown>>(options)) {
    const text = given[name];
    if (Array.isArray(text)) throw new Usage(`--${name} was given more than once`);
    const usual = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    if (kind.placeholder === undefined) values[name] = (text ?? usual === 'true') === true ? true : undefined;
    else if (text !== undefined)
      values[name] = read(`--${name}`, () => parseNamed(inNumbers(asGiven(text), kind, names), kind, names));
    else values[name] = usual === undefined ? undefined : read(`--${name}, as it is set`, () => kind.parse(usual));
  }
  return values;
}

function textsOf(
  {words}: CommandDefinition,
  given: Readonly<Record<string, unknown>>,
  {names}: Beforehand,
): readonly string[] {
  const texts = (words && (given[words.name] as readonly string[] | undefined)) ?? [];
  return texts.flatMap(text => (words ? meant(asGiven(text), words.kind, names) : []));
}

function optionTexts(
  {options}: CommandDefinition,
  given: Readonly<Record<string, unknown>>,
  {names}: Beforehand,
): GivenTexts['options'] {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, {kind}]): [string, string | true][] => {
      if (given[name] === undefined || given[name] === false) return [];
      return [[name, kind.placeholder === undefined ? true : inNumbers(asGiven(given[name]), kind, names)]];
    }),
  );
}

/** Numbers where names of the settings stand. */
function meant(text: string, {names: takes}: Kind<unknown>, names: NameBook): readonly string[] {
  if (takes === undefined || names.isEmpty) return [text];
  if (takes === 'services')
    return [
      text
        .split(',')
        .flatMap(one => names.servicesMeant(one))
        .join(','),
    ];
  return takes === 'service' ? names.servicesMeant(text) : names.serversMeant(text);
}

/** Where names could have stood, the one that was probably meant is told too. */
function parseNamed(text: string, kind: Kind<unknown>, names: NameBook): unknown {
  try {
    return kind.parse(text);
  } catch (error) {
    const known = kind.names === 'server' ? names.all.hosts : [...names.all.services, ...names.all.hosts];
    if (!isUsage(error) || kind.names === undefined || known.length === 0) throw error;
    throw new Usage(`${error.message}; or a name of the settings: ${whatThereIs(text, known)}`);
  }
}

/** The same where there is room for one. */
function inNumbers(text: string, kind: Kind<unknown>, names: NameBook): string {
  const [only = text, ...more] = meant(text, kind, names);
  if (more.length === 0) return only;
  throw new Usage(`${text} is ${[only, ...more].join(' and ')}: say which`);
}

/** Of several values it is said which one is wrong. */
function read(option: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    throw isUsage(error) ? new Usage(`${option}: ${error.message}`) : error;
  }
}
