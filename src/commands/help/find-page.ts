import {nearest} from '../../ipvs/nearest-name.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import {below} from '../choose-command.js';
import type {CommandDefinition} from '../command.js';
import {describeCommand} from './describe-command.js';
import type {Page} from './page.js';
import {topics} from './topics.js';
import {meantBy, unknownCommand} from './unknown-command.js';

/** The page that somebody asks for, or what to say where there is none. */
export type FoundPage = {readonly page: Page} | {readonly text: string; readonly isFound: boolean};

/** @param words `drain`, `vrrp switch`, `exit-codes`; not none */
export function findPage(words: readonly string[], commands: readonly CommandDefinition[]): FoundPage {
  const name = words.join(' ').replace(/^lvsctl /, '');
  const command = commands.find(one => one.name === name);
  const topic = topics.find(one => one.name === name);
  if (command) return {page: withTopic(describeCommand(command, commands), topic)};
  if (topic) return {page: topic};
  if (below(commands, name).length > 0) return {text: unknownCommand(commands, [name, '--help']).text, isFound: true};
  return {text: unknownTopic(name, words, commands), isFound: false};
}

/** A command that a topic is named for: what it is comes before how it works. */
function withTopic(page: Page, topic: Page | undefined): Page {
  return topic ? {...page, sections: [...page.sections, ...topic.sections]} : page;
}

function unknownTopic(name: string, [first = '', second]: readonly string[], commands: readonly CommandDefinition[]) {
  const names = topics.map(topic => topic.name);
  const near = nearest(name, [...names, ...commands.flatMap(one => (one.isHidden ? [] : [one.name]))]);
  const meant = near === undefined ? meantBy(commands, first, second).map(one => one.name) : [near];
  const hint = meant.length > 0 ? ` Did you mean ${meant.map(one => `lvsctl help ${one}`).join(', ')}?` : '';
  return `lvsctl help: there is no topic '${escapeControls(name)}'.${hint}\nTopics are all commands, and: ${names.join(', ')}. lvsctl help lists them.\n`;
}
