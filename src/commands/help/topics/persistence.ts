import type {Page} from '../page.js';

export const persistence: Page = {
  name: 'persistence',
  summary: 'clients that stay with their server, and what comes of it',
  sections: [
    {
      title: 'How it works',
      blocks: [
        'With `-p [SECONDS]` (default 360) the first connection of a client leaves a *template* that pins the client to its server. Each new connection winds it up again: it ends so long after the last one.',
        'With `-M MASK` a whole network of clients is one client: for IPv4 a mask such as 255.255.255.0, for IPv6 a prefix length.',
        {
          examples: [
            ['lvsctl conns --state TEMPLATE --count-by real', 'how many clients each server has pinned'],
            ['lvsctl conns --state TEMPLATE --client 203.0.113.7', 'where this client is sent'],
          ],
        },
      ],
    },
    {
      title: 'Maintenance',
      blocks: [
        'Weight 0 does not unpin: pinned clients go on to open connections to a drained server. `lvsctl drain REAL --cut templates` sends them elsewhere, by the sysctl expire_quiescent_template, which counts for every server of weight 0.',
        'A server that died is another matter: expire_nodest_conn ends its connections once it is out of the table.',
      ],
    },
    {
      title: 'Related services',
      blocks: [
        'Services that a client has to find on one server (HTTP and HTTPS, FTP) are marked by the firewall and made one: `-f MARK -p`.',
      ],
    },
  ],
};
