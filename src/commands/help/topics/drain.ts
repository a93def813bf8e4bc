import type {Page} from '../page.js';

export const drainTopic: Page = {
  name: 'drain',
  summary: 'taking a real server out of service without losing its connections',
  sections: [
    {
      title: 'How a drain goes',
      blocks: [
        'Weight 0: the kernel sends no new connections, those that are there go on. Every weight is on the disk before the kernel is touched, so neither a crash nor a reboot loses it.',
        {
          examples: [
            ['lvsctl drain 10.1.0.11 --dry-run', 'what would be done, and what speaks against it'],
            [
              'lvsctl drain 10.1.0.11 --reason "new kernel"',
              'do it, and wait until the server is empty (10 minutes at most)',
            ],
            ['lvsctl drains', 'what is drained, by whom, why, and how many connections are left'],
            ['lvsctl undrain 10.1.0.11', 'exactly as it was'],
          ],
        },
      ],
    },
    {
      title: 'When it does not get empty',
      blocks: [
        {
          rows: [
            ['pinned clients', 'persistence brings them back: `--cut templates` sends them elsewhere'],
            ['long connections', 'wait on with the same command, or `--then remove --cut connections`'],
            ['exit status 3', 'the time is over and connections are left: the server stays at weight 0'],
          ],
        },
      ],
    },
    {
      title: 'When it is refused (exit status 4)',
      blocks: [
        {
          rows: [
            ['last-server', 'the service would have no server left'],
            ['fallback', 'only the sorry server would be left'],
            ['overload', 'the others would reach their upper thresholds'],
            ['scheduler', 'dh refuses the clients that it has hashed to a server of weight 0'],
          ],
        },
        '`--force` goes over them. First look at `lvsctl list` and `lvsctl checks`.',
      ],
    },
    {
      title: 'keepalived and ldirectord',
      blocks: [
        'They may give a server its weight back at its next recovery. lvsctl has them keep the drain where they can, and says where they cannot; `lvsctl guard` keeps it at 0 then.',
      ],
    },
  ],
};
