import {below} from '../choose-command.js';
import type {CommandDefinition, OptionDefinition} from '../command.js';
import type {Page, Rows, Section} from './page.js';

/** The page of a command, made of its definition. */
export function describeCommand(command: CommandDefinition, commands: readonly CommandDefinition[]): Page {
  const {name, summary, about = [], words, examples, exits = [], seeAlso = []} = command;
  const options = Object.entries<OptionDefinition<unknown>>(command.options).map(optionRow);
  const sections: Section[] = [
    {title: 'Usage', blocks: [{lines: [usageLine(command)]}]},
    {title: 'Words', blocks: words ? [{rows: [[words.name, words.describe]]}] : []},
    {title: 'About', blocks: about},
    {title: 'Options', blocks: rowsBlock([...options, ['-h, --help', 'this page']])},
    {title: 'Commands', blocks: rowsBlock(below(commands, name).map(one => [`lvsctl ${one.name}`, one.summary]))},
    {title: 'Examples', blocks: [{examples}]},
    {title: 'Exit status', blocks: rowsBlock(exits.map(([status, meaning]) => [String(status), meaning]))},
    {title: 'See also', blocks: seeAlso.length > 0 ? [seeAlsoText(seeAlso, commands)] : []},
  ];
  return {name: `lvsctl ${name}`, summary, sections: sections.filter(({blocks}) => blocks.length > 0)};
}

function usageLine({name, words, options}: CommandDefinition): string {
  const wanted = words ? ` ${words.usage ?? `[${words.name}...]`}` : '';
  return `lvsctl ${name}${wanted}${Object.keys(options).length > 0 ? ' [OPTION...]' : ''}`;
}

/** Columns; of more choices a word stands for all. */
const longestChoice = 44;

function optionRow([name, {kind, describe, alias}]: readonly [string, OptionDefinition<unknown>]): Rows[number] {
  const isLong = kind.choices !== undefined && (kind.placeholder ?? '').length > longestChoice;
  const value = kind.placeholder === undefined ? '' : ` ${isLong ? name.toUpperCase() : kind.placeholder}`;
  const other = alias === undefined ? '' : alias.length === 1 ? `-${alias}, ` : `--${alias}, `;
  return [`${other}--${name}${value}`, isLong ? `${describe}: ${kind.choices.join(', ')}` : describe];
}

function rowsBlock(rows: Rows): readonly {readonly rows: Rows}[] {
  return rows.length > 0 ? [{rows}] : [];
}

function seeAlsoText(names: readonly string[], commands: readonly CommandDefinition[]): string {
  return names
    .map(name => (commands.some(command => command.name === name) ? `lvsctl ${name}` : `lvsctl help ${name}`))
    .map(line => `\`${line}\``)
    .join(', ');
}
