import type {Page} from '../page.js';

export const forwarding: Page = {
  name: 'forwarding',
  summary: 'masquerading, direct routing, tunnels: what each of them needs',
  sections: [
    {
      title: 'The three ways',
      blocks: [
        {
          rows: [
            [
              '-m, Masq',
              'the address is translated, both ways pass the director; the port may be another. Answers have to come back through the director: its address is the default gateway of the real servers, and ip_forward is 1',
            ],
            [
              '-g, Route',
              'the packet goes on as it is, to the MAC address of the real server in the same segment; answers go straight to the client. Same port. The real server has the virtual address, on lo, and does not answer ARP for it (arp_ignore 1, arp_announce 2)',
            ],
            [
              '-i, Tunnel',
              'the packet goes in another one (IPIP, GUE, GRE), over any distance; answers go straight to the client. Same port. The real server has the virtual address on its tunnel interface, and takes 20 bytes or more from the MTU',
            ],
          ],
        },
        '`-g` is the default. `-e` without a forwarding option makes a masqueraded server a direct-routing one: name it again.',
      ],
    },
    {
      title: 'When clients get no answer',
      blocks: [
        {
          rows: [
            [
              'Masq',
              'ActiveConn stays 0 and InActConn grows: answers go another way. Check the default route of the real server',
            ],
            [
              'Route, Tunnel',
              'does the real server have the virtual address, and listen on it? tcpdump there shows the packet come in',
            ],
            [
              'Tunnel',
              'large pages hang, small ones come: MTU. rp_filter on the tunnel interface has to be 0 (2 will do where it has an address)',
            ],
          ],
        },
        '`lvsctl list`, `lvsctl conns --real ADDRESS` and `lvsctl checks run ADDRESS` show where it ends.',
      ],
    },
  ],
};
