import {helpText} from '../../ipvsadm/help.js';
import type {CommandDefinition} from '../command.js';
import {commandSections} from './command-sections.js';
import {describeCommand} from './describe-command.js';
import {manualPage} from './manual-page.js';
import type {Page, Section} from './page.js';
import {environment} from './topics/environment.js';
import {exitCodes} from './topics/exit-codes.js';
import {files} from './topics/files.js';
import {topics} from './topics.js';

/** The manual, each page by the name of its file: `lvsctl-drain.8`. */
export function manualPages(commands: readonly CommandDefinition[]): ReadonlyMap<string, string> {
  const pages = new Map([['lvsctl.8', manualPage(mainPage(commands), {name: 'lvsctl', section: '8'})]]);
  for (const command of commands.filter(({isHidden}) => !isHidden)) {
    const name = `lvsctl-${command.name.replaceAll(' ', '-')}`;
    const page = describeCommand(command, commands);
    const topic = topics.find(one => one.name === command.name);
    const whole = topic ? {...page, sections: [...page.sections, ...topic.sections]} : page;
    pages.set(`${name}.8`, manualPage(whole, {name, section: '8'}));
  }
  for (const topic of topics.filter(({name}) => !commands.some(command => command.name === name))) {
    const section = topic.name === 'config' ? '5' : '7';
    const name = `lvsctl-${topic.name}`;
    pages.set(`${name}.${section}`, manualPage(topic, {name, section}));
  }
  return pages;
}

/** lvsctl(8): the commands, ipvsadm's command line, and what all of them have in common. */
function mainPage(commands: readonly CommandDefinition[]): Page {
  return {
    name: 'lvsctl',
    summary: 'the admin console of Linux Virtual Server',
    sections: [
      {
        title: 'Usage',
        blocks: [
          {lines: ['lvsctl COMMAND [WORD...] [OPTION...]', 'lvsctl -A|-E|-D|-a|-e|-d|-L|-S|-R|... [OPTION...]']},
        ],
      },
      {
        title: 'Description',
        blocks: [
          'A command with a name has a page of its own: lvsctl-drain(8) for `lvsctl drain`. What begins with an option is the command line of ipvsadm(8). `lvsctl help` shows the same in a terminal.',
        ],
      },
      ...commandSections(commands).map(withCommandLines),
      {title: "ipvsadm's command line", blocks: [{lines: helpText('lvsctl').trimEnd().split('\n')}]},
      ...[exitCodes, environment, files].flatMap(underOneTitle),
      {
        title: 'See also',
        blocks: [`ipvsadm(8), keepalived(8), ${topics.map(({name}) => pageName(name, commands)).join(', ')}`],
      },
    ],
  };
}

function withCommandLines(section: Section): Section {
  const blocks = section.blocks.map(block =>
    typeof block === 'object' && 'rows' in block
      ? {rows: block.rows.map(([name, what]) => [`lvsctl ${name}`, what] as const)}
      : block,
  );
  return {...section, blocks};
}

const titles: Readonly<Record<string, string>> = {
  'exit-codes': 'Exit status',
  environment: 'Environment',
  files: 'Files',
};

function underOneTitle({name, sections}: Page): readonly Section[] {
  const blocks = sections.flatMap(({title, blocks: inner}) => [`${title}:`, ...inner]);
  return [{title: titles[name] as string, blocks}];
}

function pageName(topic: string, commands: readonly CommandDefinition[]): string {
  const section = commands.some(({name}) => name === topic) ? '8' : topic === 'config' ? '5' : '7';
  return `lvsctl-${topic}(${section})`;
}
