import type {Page} from '../page.js';

export const ha: Page = {
  name: 'ha',
  summary: 'who holds the virtual addresses, and how to move them',
  sections: [
    {
      title: 'Who is master',
      blocks: [
        {
          examples: [
            ['lvsctl vrrp', 'who is master, since when and why; exit status 1 if something is wrong'],
            ['lvsctl vrrp VI_1 --wait 4s', 'one instance with its evidence, and sure of silence'],
            ['lvsctl vrrp --peer lvs2', 'ask the other director too: only so a partition is certain'],
          ],
        },
        'It works beside an unmodified keepalived, and for a director of lvsctl. Nothing is signalled unless told (`--ask`).',
      ],
    },
    {
      title: 'Moving the addresses',
      blocks: [
        {
          examples: [
            ['lvsctl vrrp switch VI_1 --to backup --dry-run', 'who would take over, and what speaks against it'],
            ['lvsctl vrrp switch VI_1 --to backup --hold 30m --reason "new kernel"', 'give them away, and stay backup'],
            ['lvsctl vrrp release VI_1', 'let the protocol decide again'],
          ],
        },
        'If nobody takes over in time, everything is put back (exit status 5). A keepalived needs a tracked file for it, once: `lvsctl vrrp prepare`.',
      ],
    },
    {
      title: 'When something is wrong',
      blocks: [
        {
          rows: [
            [
              'two masters',
              'they do not hear each other: look at the link and the firewall (VRRP is IP protocol 112), then `lvsctl vrrp --probe`',
            ],
            ['no master', 'both are held, in fault, or down: `lvsctl vrrp holds`, then the log of the daemon'],
            ['moved, yet no traffic', 'neighbours remember the other host: `lvsctl vrrp garp VI_1`'],
            ['it flaps', 'it is preempted again and again, or a check of it comes and goes: `lvsctl vrrp --watch`'],
          ],
        },
      ],
    },
  ],
};
