import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {slapd} from './ldirectord-files.js';
import {ports} from './ldirectord-daemons.js';

/** What must be installed beside the lab and ldirectord. */
export function missingDaemons(): string[] {
  const programs = ['nginx', 'exim4', 'dovecot', 'vsftpd', 'slapd', 'slapadd', 'dnsmasq', 'mariadbd', 'freeradius'];
  const files = [...programs.map(name => `/usr/sbin/${name}`), '/usr/bin/openssl', '/usr/bin/setpriv'];
  return [...files.filter(path => !existsSync(path)), ...(postgresFolder() ? [] : ['postgresql'])];
}

/** Where Debian keeps the programs of its PostgreSQL, which are on no path. */
export function postgresFolder(): string | undefined {
  const all = '/usr/lib/postgresql';
  if (!existsSync(all)) return undefined;
  return readdirSync(all)
    .map(version => join(all, version, 'bin'))
    .find(path => existsSync(join(path, 'initdb')));
}

/**
 * Makes the data of databases and the directory, and keys, in a folder: slow things, that are done before the guest is
 * started. @param addresses of servers that the certificate is for
 */
export function prepareData(folder: string, addresses: readonly string[]): void {
  keys(folder, addresses);
  mariadb(join(folder, 'mysql'));
  postgres(folder);
  directory(folder);
}

/** One certificate is made known to ldirectord, the other is not. */
function keys(folder: string, addresses: readonly string[]): void {
  const hosts = `subjectAltName=${addresses.map(one => `IP:${one}`).join(',')}`;
  const words = ['req', '-x509', '-nodes', '-days', '3650', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  for (const name of ['server', 'strange']) {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
    execFileSync('openssl', [...words, '-subj', `/CN=${name}`, '-addext', hosts, ...files], {
      stdio: 'pipe',
      cwd: folder,
    });
  }
}

function mariadb(data: string): void {
  mkdirSync(data);
  const tables = ['mysql_system_tables', 'mysql_system_tables_data'].map(name =>
    readFileSync(`/usr/share/mysql/${name}.sql`, 'utf8'),
  );
  const words = [
    '--no-defaults',
    `--datadir=${data}`,
    '--user=root',
    '--skip-innodb',
    '--default-storage-engine=Aria',
    '--bootstrap',
    '--silent-startup',
  ];
  const input = ['create database mysql;', 'use mysql;', ...tables].join('\n');
  execFileSync('/usr/sbin/mariadbd', words, {input, stdio: ['pipe', 'pipe', 'pipe']});
}

/** 127.0.0.2 may not read the table, 127.0.0.3 not log in, 127.0.0.4 sees no row. */
function postgres(folder: string): void {
  const data = join(folder, 'postgres');
  const programs = postgresFolder();
  mkdirSync(data);
  execFileSync('chown', ['postgres', data]);
  const as = ['--reuid=postgres', '--regid=postgres', '--init-groups'];
  const quick = ['-N', '-A', 'trust', '--locale=C', '--no-instructions'];
  execFileSync('setpriv', [...as, `${programs}/initdb`, '-D', data, ...quick], {stdio: 'pipe', cwd: folder});
  const settings = { listen_addresses: "'127.0.0.1'", port: ports.pgsql, unix_socket_directories: "''", fsync: 'off', shared_buffers: '2MB', autovacuum: 'off', max_connections: 60, dynamic_shared_memory_type: 'mmap', log_min_messages: 'panic' }; // biome-ignore format: one line
  writeFileSync(
    join(data, 'postgresql.conf'),
    Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join(''),
  ); // biome-ignore format: one line
  const rules = ['127.0.0.1', '127.0.0.2', '127.0.0.4'].map(host => `host all all ${host}/32 scram-sha-256\n`);
  writeFileSync(join(data, 'pg_hba.conf'), rules.join(''));
  const commands = (database: string, input: string) =>
    execFileSync('setpriv', [...as, `${programs}/postgres`, '--single', '-j', '-D', data, database], {
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: folder,
    });
  commands('postgres', "create role ann login password 'correct horse';\n\ncreate database shop owner ann;\n\n");
  commands('shop', shop);
}

const shop = `create table wares_of_all (number int);

insert into wares_of_all values (1), (2);

create function may_read() returns boolean language plpgsql as $$
begin
  if host(inet_client_addr()) = '127.0.0.2' then
    raise exception 'not for you';
  end if;
  return host(inet_client_addr()) <> '127.0.0.4';
end $$;

create view wares as select number from wares_of_all where may_read();

grant select on wares to ann;

`;

function directory(folder: string): void {
  const data = join(folder, 'ldap');
  mkdirSync(data);
  writeFileSync(join(folder, 'slapadd.conf'), slapd(data, folder));
  writeFileSync(
    join(folder, 'people.ldif'),
    `dn: dc=example
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: cn=ann,dc=example
objectClass: person
cn: ann
sn: a
userPassword: correct horse
`,
  );
  const words = ['-f', join(folder, 'slapadd.conf'), '-l', join(folder, 'people.ldif')];
  execFileSync('/usr/sbin/slapadd', words, {stdio: 'pipe'});
}
