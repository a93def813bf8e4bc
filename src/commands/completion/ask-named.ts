import {below, chooseCommand} from '../choose-command.js';
import type {CommandDefinition, Kind, OptionDefinition} from '../command.js';
import {firstClause, inShort} from '../help/command-sections.js';
import {type Candidate, nothing, type Question} from './question.js';

/** What the last word of `lvsctl COMMAND …` can become. @param line without `lvsctl`; the last word may be empty */
export function askNamed(line: readonly string[], commands: readonly CommandDefinition[]): Question {
  const shown = commands.filter(({isHidden}) => !isHidden);
  if (line.length === 1) return {...nothing, fixed: firstWords(shown)};
  const [first = '', ...rest] = line;
  const secondWords = line.length === 2 ? below(shown, first).map(command => candidate(command, 1)) : [];
  if (first === 'help' && line.length === 3 && !line[1]?.startsWith('-'))
    return {...nothing, fixed: secondsOf(shown, line[1] as string)};
  const chosen = chooseCommand(shown, line.slice(0, -1));
  if (!chosen) return {...nothing, fixed: secondWords};
  const question = askOf(chosen.command, [...chosen.words, rest.at(-1) as string]);
  return {...question, fixed: [...secondWords, ...question.fixed]};
}

/** `list`, and `director` of which there are only `director run` and others. */
function firstWords(commands: readonly CommandDefinition[]): readonly Candidate[] {
  const names = [...new Set(commands.map(({name}) => name.split(' ')[0] as string))];
  return names.map(name => {
    const whole = commands.find(command => command.name === name);
    if (whole) return candidate(whole, 0);
    return {
      value: name,
      description: secondsOf(commands, name)
        .map(({value}) => value)
        .join(', '),
    };
  });
}

function secondsOf(commands: readonly CommandDefinition[], first: string): readonly Candidate[] {
  return below(commands, first).map(command => candidate(command, 1));
}

function candidate(command: CommandDefinition, place: number): Candidate {
  return {value: command.name.split(' ')[place] as string, description: inShort(command)};
}

/** @param words after the name of the command; not none */
function askOf({words, options}: CommandDefinition, [...given]: readonly string[]): Question {
  const current = given.pop() as string;
  const optionOf = (word: string) => findOption(options, word);
  let isAllWords = false;
  let pending: OptionDefinition<unknown> | undefined;
  for (const word of given) {
    if (pending) pending = undefined;
    else if (word === '--') isAllWords = true;
    else if (!isAllWords && word.startsWith('-') && !word.includes('=')) pending = takingValue(optionOf(word));
  }
  if (pending) return ofKind(pending.kind, current, '');
  if (isAllWords || !current.startsWith('-') || current === '-')
    return words && !(current === '-' && !isAllWords) ? ofKind(words.kind, current, '') : optionNames(options, given);
  const [name, value] = splitAtEquals(current);
  if (value === undefined) return optionNames(options, given);
  const option = takingValue(optionOf(name));
  return option ? ofKind(option.kind, value, `${name}=`) : nothing;
}

function findOption(options: CommandDefinition['options'], word: string): OptionDefinition<unknown> | undefined {
  const name = word.replace(/^--?/, '');
  return Object.entries(options).find(([key, {alias}]) => key === name || alias === name)?.[1];
}

function takingValue(option: OptionDefinition<unknown> | undefined): OptionDefinition<unknown> | undefined {
  return option?.kind.placeholder === undefined ? undefined : option;
}

function splitAtEquals(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

/** Those that are not given yet. */
function optionNames(options: CommandDefinition['options'], given: readonly string[]): Question {
  const free = Object.entries(options).filter(([name]) => !given.includes(`--${name}`));
  const fixed = free.map(([name, {describe}]) => ({value: `--${name}`, description: firstClause(describe)}));
  return {...nothing, fixed: [...fixed, {value: '--help', description: 'options and examples'}]};
}

/** A list goes on behind its last comma. */
function ofKind(kind: Kind<unknown>, value: string, before: string): Question {
  const isList = kind.placeholder?.includes(',') ?? false;
  return {
    fixed: (kind.choices ?? []).map(choice => ({value: choice})),
    live: kind.completes === undefined ? [] : [{type: kind.completes}],
    before: before + (isList ? value.slice(0, value.lastIndexOf(',') + 1) : ''),
  };
}
