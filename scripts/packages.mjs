// Debian packages of the lab: a real IPVS kernel that runs as a process, and the real programs to compare with.
import {spawnSync} from 'node:child_process';
import {existsSync, rmSync, writeFileSync} from 'node:fs';

export const labPackages = [
  'user-mode-linux',
  'ipvsadm',
  'keepalived',
  'ldirectord',
  'heartbeat',
  'openssh-server',
  'kmod',
  'iproute2',
  'busybox-static',
  'tcpdump',
  'tmux',
  'time',
  'gcc',
  'libc6-dev',
  'openssh-client',
  // firewalls that the doctor reads
  'nftables',
  'iptables',
  // a root folder to install packages in
  'debootstrap',
  // what is checked, and what ldirectord checks it with
  'nginx-light',
  'openssl',
  'exim4-daemon-light',
  'dnsmasq-base',
  'slapd',
  'mariadb-server-core',
  'postgresql',
  'dovecot-imapd',
  'dovecot-pop3d',
  'vsftpd',
  'freeradius',
  'libwww-perl',
  'liblwp-protocol-https-perl',
  'libnet-ldap-perl',
  'libdbi-perl',
  'libdbd-mysql-perl',
  'libdbd-pg-perl',
  'libmail-pop3client-perl',
  'libnet-imap-simple-perl',
  'libnet-imap-simple-ssl-perl',
  'libnet-dns-perl',
  'libauthen-radius-perl',
  'libio-socket-ssl-perl',
  'libio-socket-inet6-perl',
];

const policy = '/usr/sbin/policy-rc.d';

/** The packages that are not installed. */
export function missingPackages() {
  return labPackages.filter(name => {
    const {stdout} = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], {encoding: 'utf8'});
    return stdout !== 'install ok installed';
  });
}

/** The one line that installs them. */
export function installLine(names) {
  return `sudo apt-get install --no-install-recommends ${names.join(' ')}`;
}

/** Installs them; a policy keeps their services from being started, and is gone afterwards. */
export function installPackages(names) {
  const hadPolicy = existsSync(policy);
  if (!hadPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', {mode: 0o755});
  try {
    const environment = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
    for (const words of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...names],
    ]) {
      const {status} = spawnSync('apt-get', words, {stdio: ['ignore', 'ignore', 'inherit'], env: environment});
      if (status !== 0) throw new Error(`apt-get ${words[0]} failed; the lab needs: ${names.join(' ')}`);
    }
  } finally {
    if (!hadPolicy) rmSync(policy, {force: true});
  }
}
