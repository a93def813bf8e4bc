import type {Page} from '../page.js';

export const embedded: Page = {
  name: 'embedded',
  summary: 'a table in a file, on any machine: to learn, to test, to try rules',
  sections: [
    {
      title: 'How to',
      blocks: [
        {
          lines: [
            'export LVSCTL_KERNEL=embedded          # or embedded:FILE',
            'lvsctl -A -t 10.0.0.1:80 -s wlc',
            'lvsctl -a -t 10.0.0.1:80 -r 10.1.0.11:80 -m',
            'lvsctl -Ln',
            'unset LVSCTL_KERNEL',
          ],
        },
        'No root and no IPVS needed. It answers as the kernel does: the same commands, checks and refusals, schedulers and connections, with simulated traffic. Nothing of the machine is touched: drains, journal and snapshots of it have places of their own.',
      ],
    },
    {
      title: 'How to know',
      blocks: [
        'Every listing begins with `EMBEDDED KERNEL`, and JSON has `kernel.embedded`. Under the names ipvsadm* root is refused it, unless `LVSCTL_KERNEL_FORCE=1`.',
        'It has no network: `lvsctl vrrp` and `lvsctl director run` need the machine. `lvsctl demo` shows a made-up pair of directors, with traffic.',
      ],
    },
  ],
};
