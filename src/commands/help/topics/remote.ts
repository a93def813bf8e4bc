import type {Page} from '../page.js';

export const remote: Page = {
  name: 'remote',
  summary: 'several directors at once: --host',
  sections: [
    {
      title: 'How to',
      blocks: [
        {
          rows: [
            ['--host lvs1', 'ask the lvsctl of that host, over ssh'],
            ['--host lvs1,lvs2', 'several, side by side'],
            ['--host pair', 'a group of the configuration'],
          ],
        },
        'Names come from `directors` and `groups` in config.yaml, or are what ssh(1) takes: HOST, USER@HOST. ssh has to get in without a password; as another user than root it needs `sudo -n`. `LVSCTL_SSH` stands for `ssh` with its options.',
      ],
    },
    {
      title: 'What happens there',
      blocks: [
        "The host's own lvsctl runs (`lvsctl rpc`) and talks over ssh: no port is opened, no key of lvsctl's exists. It reads, unless a command changes something.",
        'A host that is down or slow is shown as such, and the others do not wait for it.',
      ],
    },
  ],
};
