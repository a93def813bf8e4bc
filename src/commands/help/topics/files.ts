import type {Page} from '../page.js';

export const files: Page = {
  name: 'files',
  summary: 'what is kept where',
  sections: [
    {
      title: 'Configuration',
      blocks: [
        {
          rows: [
            ['/etc/lvsctl/', "the machine's settings; the package makes it, root alone writes there"],
            ['/etc/lvsctl/config.yaml', 'names, directors, policies, defaults: `lvsctl help config`'],
            ['/etc/lvsctl/director.yaml', 'what a director of lvsctl is to be'],
            [
              '/etc/keepalived/keepalived.conf',
              "a director reads it where director.yaml is not there; keepalived's own",
            ],
            ['~/.config/lvsctl/config.yaml', 'the same as /etc/lvsctl/config.yaml, for one user'],
            ['~/.config/lvsctl/top.yaml', 'what the dashboard remembers of a user'],
          ],
        },
      ],
    },
    {
      title: 'State, in /var/lib/lvsctl (or $LVSCTL_STATE_DIR)',
      blocks: [
        'Root alone may use it: folders 0700, files 0600. N is the inode of the network namespace, so that two namespaces never share anything.',
        {
          rows: [
            ['journal/N/', 'every change through lvsctl: `lvsctl journal`'],
            ['drains/N/', 'what is drained: `lvsctl drains`'],
            ['snapshots/N/', 'copies of the table: `lvsctl snapshot`'],
            ['holds/N/', 'virtual routers that are held: `lvsctl vrrp holds`'],
            ['checks/N/', 'checks that are switched off: `lvsctl checks enable`'],
          ],
        },
      ],
    },
    {
      title: 'While it runs, in /run/lvsctl (or $LVSCTL_RUN_DIR)',
      blocks: [
        {
          rows: [
            ['state.sock', 'what the director tells, for the group lvsctl'],
            ['control.sock', 'what it is told to do, for root'],
            ['director/', 'the record of its addresses: whoever starts after a kill removes them'],
          ],
        },
      ],
    },
    {
      title: 'The program',
      blocks: [
        {
          rows: [
            ['/usr/lib/lvsctl/', 'what the one-file executable loads, installed by the package'],
            [
              '/var/cache/lvsctl/ (or $LVSCTL_NATIVE_DIR)',
              "the same without the package: root's, 0700, unpacked when first needed and compared before each loading; ~/.cache/lvsctl for others",
            ],
          ],
        },
      ],
    },
    {
      title: 'Embedded tables',
      blocks: [
        'They are in $XDG_STATE_HOME/lvsctl (else ~/.local/state/lvsctl), with their journals, drains and snapshots: no root needed, and nothing of the machine touched.',
      ],
    },
  ],
};
