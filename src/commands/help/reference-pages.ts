import type {CommandDefinition} from '../command.js';
import {inShort} from './command-sections.js';
import {describeCommand} from './describe-command.js';
import {type Group, groupOf, groups} from './groups.js';
import {markdownPage} from './markdown-page.js';
import {topics} from './topics.js';

/** The reference, each file by its name: one for each group of commands, one for the topics, and a list of all. */
export function referencePages(commands: readonly CommandDefinition[]): ReadonlyMap<string, string> {
  const shown = commands.filter(({isHidden}) => !isHidden);
  const findLink = (code: string) => linkOf(code, shown);
  const file = (title: string, pages: readonly string[]) => `# ${title}\n\n${pages.join('\n\n')}\n`;
  const pages = new Map([['README.md', list(shown)]]);
  for (const group of groups) {
    const own = commandsOf(group, shown);
    if (own.length > 0)
      pages.set(
        `${group.file}.md`,
        file(
          group.title,
          own.map(command => markdownPage(describeCommand(command, shown), findLink)),
        ),
      );
  }
  pages.set(
    'topics.md',
    file(
      'Topics',
      topics.map(topic => markdownPage(topic, findLink)),
    ),
  );
  return pages;
}

function commandsOf(group: Group, commands: readonly CommandDefinition[]): readonly CommandDefinition[] {
  return commands.filter(({name}) => groupOf(name) === group);
}

/** Of `lvsctl drain`, `lvsctl drain --cut templates` and `lvsctl help durations`. */
function linkOf(code: string, commands: readonly CommandDefinition[]): string | undefined {
  const [first, ...words] = code.split(' ');
  if (first !== 'lvsctl') return undefined;
  if (words[0] === 'help' && topics.some(({name}) => name === words[1])) return `topics.md#${words[1]}`;
  const command = commands.find(({name}) => name === words.join(' '));
  const group = command && groupOf(command.name);
  return group && `${group.file}.md#lvsctl-${command.name.replaceAll(' ', '-')}`;
}

function list(commands: readonly CommandDefinition[]): string {
  const sections = groups.flatMap(group => {
    const rows = commandsOf(group, commands).map(
      command =>
        `| [\`lvsctl ${command.name}\`](${linkOf(`lvsctl ${command.name}`, commands)}) | ${inShort(command)} |`,
    );
    return rows.length === 0 ? [] : [`## ${group.title}\n\n| | |\n|---|---|\n${rows.join('\n')}`];
  });
  const rows = topics.map(({name, summary}) => `| [${name}](topics.md#${name}) | ${summary} |`);
  return `# Reference

Every command and topic, as \`lvsctl COMMAND --help\` and \`lvsctl help TOPIC\` show them. It is written by \`lvsctl help --markdown docs/reference\`, and a test compares it with the program. What begins with an option is the command line of ipvsadm(8): [for users of ipvsadm](../ipvsadm-users.md).

${sections.join('\n\n')}

## Topics

| | |
|---|---|
${rows.join('\n')}
`;
}
