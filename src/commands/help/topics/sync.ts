import type {Page} from '../page.js';

export const sync: Page = {
  name: 'sync',
  summary: 'connections that outlive a failover: the sync daemons of the kernel',
  sections: [
    {
      title: 'How it works',
      blocks: [
        'The daemon *master* tells the other director of connections by multicast (224.0.0.81, UDP 8848), the daemon *backup* takes them in. Both may run on one host; a pair in which either may be master runs both on both.',
        {
          examples: [
            ['lvsctl sync status', 'which daemons run, and how many connections were told and received'],
            ['lvsctl sync start both --interface eth1 --syncid 1', 'on each director, with the same sync id'],
            ['lvsctl sync swap', 'after a failover, where only one daemon runs at a time'],
          ],
        },
        'A director of lvsctl runs them itself, as its configuration says.',
      ],
    },
    {
      title: 'When connections break at a failover',
      blocks: [
        {
          rows: [
            ['other sync id', 'a backup takes only messages of its own id; 0 takes all'],
            ['firewall', 'UDP 8848 to 224.0.0.81 has to pass on the sync interface'],
            ['other table', 'the backup needs the same services and servers: `lvsctl diff`'],
            [
              'short connections',
              'only those with a few packets are told of (sync_threshold): short ones are not meant to survive',
            ],
          ],
        },
        '`lvsctl sync status --peer FILE` measures how much of the table the other one has.',
      ],
    },
  ],
};
