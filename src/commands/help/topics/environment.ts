import type {Page} from '../page.js';

export const environment: Page = {
  name: 'environment',
  summary: 'the variables that lvsctl reads',
  sections: [
    {
      title: 'Which table',
      blocks: [
        {
          rows: [
            [
              'LVSCTL_KERNEL',
              "`embedded` or `embedded:FILE`: a table in a file instead of the kernel's; see `lvsctl help embedded`",
            ],
            ['LVSCTL_KERNEL_FORCE', '1: allow that for root under the names ipvsadm, ipvsadm-save, ipvsadm-restore'],
            ['LVSCTL_DIRECTOR_KERNEL', '`embedded:FILE`: gives a director such a table, for trying it out'],
          ],
        },
      ],
    },
    {
      title: 'Where things are kept',
      blocks: [
        {
          rows: [
            ['LVSCTL_STATE_DIR', 'journal, drains, holds, snapshots; default /var/lib/lvsctl'],
            [
              'LVSCTL_RUN_DIR',
              'the sockets of a running director; default /run/lvsctl. Each network namespace with a director needs one',
            ],
            ['XDG_STATE_HOME', 'the same for embedded tables; default ~/.local/state'],
            ['XDG_CONFIG_HOME', 'what a user prefers; default ~/.config'],
            ['LVSCTL_CONFIG', 'one file in place of all settings but the policies of /etc; /dev/null: none'],
            [
              'LVSCTL_NATIVE_DIR',
              'where the one-file executable unpacks what it loads; default /var/cache/lvsctl for root',
            ],
          ],
        },
      ],
    },
    {
      title: 'Options',
      blocks: [
        {
          rows: [
            [
              'LVSCTL_COMMAND_OPTION',
              'an option of a command, in capitals: `LVSCTL_LIST_OUTPUT=wide`, `LVSCTL_DRAIN_UNTIL_CONNS=5`. Not all can be set so: `lvsctl config show` tells what counts',
            ],
          ],
        },
      ],
    },
    {
      title: 'How it looks',
      blocks: [
        {
          rows: [
            ['LVSCTL_ASCII', '1: the dashboard without line drawing'],
            ['NO_COLOR', '1: without colours'],
            ['LVSCTL_DEBUG', '1: where in the program an unexpected error came from'],
          ],
        },
      ],
    },
    {
      title: 'Other hosts',
      blocks: [{rows: [['LVSCTL_SSH', 'what stands for `ssh` when other hosts are asked, with its options']]}],
    },
    {
      title: 'Which one counts',
      blocks: ['An option goes over the environment, and the environment over files: `lvsctl help config`.'],
    },
  ],
};
