import type {Page} from '../page.js';

export const services: Page = {
  name: 'services',
  summary: 'how virtual services and real servers are written',
  sections: [
    {
      title: 'A virtual service',
      blocks: [
        {
          rows: [
            ['tcp/10.0.0.1:80', 'protocol (tcp, udp, sctp), address, port'],
            ['tcp/[2001:db8::1]:80', 'an IPv6 address before a port stands in brackets'],
            ['10.0.0.1:80', 'any protocol'],
            ['10.0.0.1', 'all services of the address'],
            ['fwmark/7', 'a firewall mark, IPv4'],
            ['fwmark6/7', 'a firewall mark, IPv6'],
          ],
        },
        'This is how `lvsctl list` names them, and what commands with names take. A list is written with commas.',
      ],
    },
    {
      title: "On ipvsadm's command line",
      blocks: [
        {
          rows: [
            ['-t 10.0.0.1:80', 'TCP'],
            ['-u 10.0.0.1:53', 'UDP'],
            ['--sctp-service 10.0.0.1:9', 'SCTP'],
            ['-f 7', 'a firewall mark; with -6 for IPv6'],
            ['-t 10.0.0.1:0 -p', 'every port; only with persistence'],
          ],
        },
      ],
    },
    {
      title: 'A real server',
      blocks: [
        {
          rows: [
            ['10.1.0.11:8080', 'one port'],
            ['10.1.0.11', 'the host, with all its ports'],
            ['10.1.0.0/28', 'a rack: `lvsctl drain` takes it'],
            ['web1, web1:443', 'a name that this host can look up'],
          ],
        },
        'One real server may stand behind several services. A drain without `--service` takes all of them.',
      ],
    },
  ],
};
