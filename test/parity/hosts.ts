/** /etc/hosts of the recorded runs, as far as their output tells. */
export const hosts = `127.0.0.1 localhost
::1 localhost6
10.0.0.1 vip1
10.0.0.2 vip2.example.com vip2
10.0.0.9 dual
2001:db8::9 dual
10.0.0.50 a-very-long-virtual-host-name-for-testing.example.com
192.168.10.1 real1
192.168.10.2 real2.a-very-long-host-name.example.com real2
2001:db8::80 vip6.example.com vip6
2001:db8::a0a0 real6
2001:db8::50 a-very-long-ipv6-virtual-host-name-for-testing.example.com
`;

/** No DNS: a name that is not in a file is unknown at once. */
export const nameServiceSwitch = `passwd: files
group: files
hosts: files
networks: files
protocols: files
services: files
`;

/** Shell that puts both over the machine's files, in the mount namespace of whoever runs it. `folder` holds them. */
export function bindNameFiles(folder: string): string {
  return `mount --bind "${folder}/hosts" /etc/hosts
mount --bind "${folder}/nsswitch.conf" /etc/nsswitch.conf
`;
}
