import {settingKeys} from '../../../settings/setting-keys.js';
import type {Page} from '../page.js';

export const config: Page = {
  name: 'config',
  summary: 'settings of the console, and which of them goes over which',
  sections: [
    {
      title: 'The order, the last one counts',
      blocks: [
        {
          rows: [
            ['/etc/lvsctl/config.yaml', 'for everybody on this host'],
            ['~/.config/lvsctl/config.yaml', 'for one user ($XDG_CONFIG_HOME), policies excepted'],
            ['the environment', '`lvsctl help environment`'],
            ['options', 'of the command line'],
          ],
        },
        'No file is needed. What is wrong in one is told with its line and column, and left out.',
      ],
    },
    {
      title: 'What can be set',
      blocks: [
        'Keys of YAML; a point is a level. Capitals stand for names that you choose.',
        {
          rows: settingKeys.map(({key, takes, absent, meaning, counts}) => [
            key,
            `${meaning}. Takes ${takes}. Without it: ${absent}${counts === 'everywhere' ? '' : `. Counts ${counts}`}`,
          ]),
        },
      ],
    },
    {
      title: 'An example',
      blocks: [
        {
          lines: [
            'names:',
            '  hosts: {web1: 10.1.0.11, web2: 10.1.0.12}',
            '  services: {shop: "tcp/10.0.0.1:443"}',
            'directors:',
            '  lb1: {ssh: admin@lb1.example.net}',
            '  lb2: {ssh: admin@lb2.example.net}',
            'groups: {pair: [lb1, lb2]}',
            'defaults: {list: {output: wide}}',
            'policies: {least-servers: 2, require-reason: true}',
          ],
        },
      ],
    },
    {
      title: 'The director has a file of its own',
      blocks: [
        '/etc/lvsctl/director.yaml says what a director of lvsctl is to be: `lvsctl director run --dry-run` checks it.',
      ],
    },
  ],
};
