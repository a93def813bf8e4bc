import type {CommandDefinition} from '../command.js';
import {commandSections} from './command-sections.js';
import type {Page} from './page.js';
import {topics} from './topics.js';

/** What `lvsctl help` shows: the commands by what they are for, then the topics. */
export function overview(commands: readonly CommandDefinition[]): Page {
  return {
    name: 'lvsctl',
    summary: 'the admin console of Linux Virtual Server',
    isAligned: true,
    sections: [
      {
        title: 'Usage',
        blocks: [
          {
            lines: [
              'lvsctl COMMAND [WORD...] [OPTION...]   lvsctl COMMAND --help tells more',
              "lvsctl -A|-E|-D|-a|-e|-d|-L|-S|-R|...  ipvsadm's command line: lvsctl -h",
              'lvsctl help TOPIC                      a command, or a topic below',
            ],
          },
        ],
      },
      ...commandSections(commands),
      {title: 'Topics', blocks: [{rows: topics.map(({name, summary}) => [name, summary])}]},
    ],
  };
}
