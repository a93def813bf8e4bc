import type {CommandDefinition} from '../command.js';
import {groupOf, groups} from './groups.js';
import type {Rows, Section} from './page.js';

/** The commands by what they are for; those that no group has yet at the end. */
export function commandSections(commands: readonly CommandDefinition[]): readonly Section[] {
  const shown = commands.filter(({isHidden}) => !isHidden);
  const sections = groups.map(group => ({
    title: group.title,
    blocks: rowsOf(shown.filter(({name}) => groupOf(name) === group)),
  }));
  const others = {title: 'Others', blocks: rowsOf(shown.filter(({name}) => groupOf(name) === undefined))};
  return [...sections, others].filter(({blocks}) => blocks.length > 0);
}

function rowsOf(commands: readonly CommandDefinition[]): readonly {readonly rows: Rows}[] {
  return commands.length === 0 ? [] : [{rows: commands.map(command => [command.name, inShort(command)])}];
}

/** What a command is for, as lists have it. */
export function inShort({brief, summary}: CommandDefinition): string {
  return brief ?? firstClause(summary);
}

/** A text up to the first of its conditions and details. */
export function firstClause(text: string): string {
  return /^(.*?)(?:;|: | \(|, so that)/.exec(text)?.[1] ?? text;
}
