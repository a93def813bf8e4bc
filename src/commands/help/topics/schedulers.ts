import type {Page} from '../page.js';

export const schedulers: Page = {
  name: 'schedulers',
  summary: 'how a service picks a real server for a new connection',
  sections: [
    {
      title: '-s SCHEDULER',
      blocks: [
        {
          rows: [
            ['wlc', 'fewest connections for its weight; the default'],
            ['rr, wrr', 'one after the other; by weight'],
            ['lc', 'fewest connections, whatever the weight (0 gets none)'],
            ['sed, nq', 'shortest expected delay; the same, but an idle server first'],
            ['sh', 'by the address of the client (with sh-port also its port): the same client, the same server'],
            ['mh', 'the same by Maglev hashing: few clients move when a server comes or goes'],
            ['dh', 'by the address of the destination, for caches'],
            ['lblc, lblcr', 'by destination as long as that server is not overloaded, for caches'],
            ['fo', 'the server of highest weight that is available: the others stand by'],
            ['ovf', 'the server of highest weight until it has as many connections as its weight, then the next'],
            ['twos', 'of two random servers the less busy one; not in every kernel'],
          ],
        },
        'A scheduler is a module (ip_vs_wlc): the kernel loads it when a service first asks for it.',
      ],
    },
    {
      title: 'Weight 0 and schedulers that hash',
      blocks: [
        'sh, mh and dh may pick a server of weight 0, and then refuse the client. The flags `-b sh-fallback` and `-b mh-fallback` go on to the next one; `lvsctl drain` sets them while it needs them. dh has no such flag.',
      ],
    },
    {
      title: 'Flags (-b)',
      blocks: [
        {
          rows: [
            ['sh-fallback, mh-fallback', 'go on where the server is unavailable'],
            ['sh-port, mh-port', 'hash the port of the client too'],
          ],
        },
      ],
    },
  ],
};
