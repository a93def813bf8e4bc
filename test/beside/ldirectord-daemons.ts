import type {Backend, Manner} from './ldirectord-case.js';

const folder = '/run/beside';

/** Where services listen at 127.0.0.1; dnsmasq at those above, by manner. */
export const ports: Readonly<Record<Backend, number>> = {
  http: 18_080,
  https: 18_443,
  smtp: 12_525,
  pop: 11_110,
  pops: 11_995,
  imap: 11_143,
  imaps: 11_993,
  'strange imaps': 11_994,
  'strange pops': 11_996,
  ftp: 21,
  ldap: 11_389,
  ldaps: 11_636,
  nntp: 11_119,
  dns: 15_300,
  mysql: 13_306,
  pgsql: 15_432,
  sip: 15_060,
  simpletcp: 11_007,
  radius: 11_812,
  external: 0,
};

export interface Daemon {
  readonly serves: readonly Backend[];
  readonly command: readonly string[];
  /** A port of TCP; undefined: it need not be waited for. */
  readonly answersAt?: number;
}

const names = (place: number, ...words: string[]): Daemon => ({
  serves: ['dns'],
  command: [
    'dnsmasq',
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--no-resolv',
    '--no-hosts',
    '--pid-file=',
    '--user=root',
    '--bind-interfaces',
    '--listen-address=127.0.0.1',
    `--port=${ports.dns + place}`,
    '--local=/example.org/',
    '--local=/10.in-addr.arpa/',
    `--log-facility=${folder}/dnsmasq.log`,
    ...words,
  ],
  answersAt: ports.dns + place,
});

const asPostgres = ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'];

/** All in the foreground; their files are those of `daemonFiles` and of ldirectord-data.ts. */
export const daemons: readonly Daemon[] = [
  {serves: ['http', 'https'], command: ['nginx', '-c', `${folder}/nginx.conf`], answersAt: ports.http},
  {serves: ['smtp'], command: ['exim4', '-C', `${folder}/exim.conf`, '-bdf'], answersAt: ports.smtp},
  {
    serves: ['pop', 'pops', 'imap', 'imaps'],
    command: ['dovecot', '-F', '-c', `${folder}/dovecot.conf`],
    answersAt: ports.imap,
  },
  {
    serves: ['ldap', 'ldaps'],
    command: [
      'slapd',
      '-f',
      `${folder}/slapd.conf`,
      '-h',
      `ldap://127.0.0.1:${ports.ldap}/ ldaps://127.0.0.1:${ports.ldaps}/`,
      '-d',
      '0',
    ],
    answersAt: ports.ldap,
  },
  names(1, '--host-record=www.example.org,10.1.0.1'),
  names(2, '--host-record=www.example.org,10.1.0.2', '--ptr-record=1.0.1.10.in-addr.arpa,elsewhere.example.org'),
  names(4),
  {
    serves: ['mysql'],
    command: [
      'mariadbd',
      '--no-defaults',
      '--skip-innodb',
      '--default-storage-engine=Aria',
      '--user=root',
      `--datadir=${folder}/data/mysql`,
      `--init-file=${folder}/shop.sql`,
      '--bind-address=127.0.0.1',
      `--port=${ports.mysql}`,
      `--socket=${folder}/mysql.sock`,
      '--skip-name-resolve',
      '--silent-startup',
      '--log-warnings=0',
      `--log-error=${folder}/mysql.log`,
      '--max-connect-errors=1000000',
    ],
    answersAt: ports.mysql,
  },
  {serves: ['pgsql'], command: [...asPostgres, 'postgres', '-D', `${folder}/data/postgres`], answersAt: ports.pgsql},
  {serves: ['radius'], command: ['freeradius', '-f', '-l', 'stdout', '-d', folder, '-n', 'radiusd']},
];

/** By who asks: 127.0.0.2 gets another file, 127.0.0.3 no login, 127.0.0.4 no file. */
export function vsftpdConf(address: string, manner: Manner): string {
  const root = manner === 'other answer' ? 'other' : manner === 'nothing' ? 'nothing' : 'files';
  return `listen=YES
listen_address=${address}
listen_port=${ports.ftp}
background=NO
anonymous_enable=YES
local_enable=NO
anon_root=${folder}/ftp/${root}
no_anon_password=NO
${manner === 'refuses' ? `secure_email_list_enable=YES\nemail_password_file=${folder}/nobody\n` : ''}secure_chroot_dir=${folder}/ftp/empty
xferlog_enable=NO
seccomp_sandbox=NO
isolate_network=NO
isolate=NO
`;
}
