import {ports} from './ldirectord-daemons.js';

const folder = '/run/beside';

/** Nginx: 127.0.0.2 gets another page, 127.0.0.3 is refused, 127.0.0.4 gets an empty one. */
const nginx = `worker_processes 1;
daemon off;
user root;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log crit;
events { worker_connections 512; }
http {
  access_log off;
  default_type text/plain;
  absolute_redirect off;
  map $remote_addr $says { default "yes\\n"; 127.0.0.2 "no\\n"; 127.0.0.4 ""; }
  map $remote_addr $moved { default /alive; 127.0.0.2 /sorry; 127.0.0.3 /none; }
  ssl_certificate ${folder}/server.pem; ssl_certificate_key ${folder}/server.key;
  server {
    listen 127.0.0.1:${ports.http} default_server; listen 127.0.0.1:${ports.https} ssl default_server;
    location = /alive { if ($remote_addr = 127.0.0.3) { return 503; } return 200 $says; }
    location = /moved { return 302 $moved; }
    location = /sorry { return 200 "no\\n"; }
    location / { return 404; }
  }
  server {
    listen 127.0.0.1:${ports.http}; listen 127.0.0.1:${ports.https} ssl; server_name www.example.org;
    location = /named { if ($remote_addr = 127.0.0.3) { return 503; } return 200 "named\\n"; }
  }
}
`;

/** Exim: 127.0.0.3 is told to go, 127.0.0.4 to come back later. */
const exim = `primary_hostname = mail.example.org
spool_directory = ${folder}/exim
log_file_path = ${folder}/exim/%slog
pid_file_path = ${folder}/exim/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${ports.smtp}
disable_ipv6 = true
host_lookup =
keep_environment =
tls_advertise_hosts =
smtp_accept_max = 200
acl_smtp_connect = who
begin acl
who:
  deny hosts = 127.0.0.3
  defer hosts = 127.0.0.4
  accept
`;

/** Dovecot: the login is refused to all but 127.0.0.1. */
const dovecot = `protocols = imap pop3
listen = 127.0.0.1
base_dir = ${folder}/dovecot
log_path = ${folder}/dovecot.log
ssl = yes
ssl_cert = <${folder}/server.pem
ssl_key = <${folder}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
mail_max_userip_connections = 200
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=dovecot gid=dovecot home=${folder}/mail/%u
}
mail_location = maildir:~/Maildir
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  service_count = 0
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service pop3-login {
  service_count = 0
  inet_listener pop3 {
    port = ${ports.pop}
  }
  inet_listener pop3s {
    port = ${ports.pops}
    ssl = yes
  }
}
`;

/** Slapd: the login is refused to 127.0.0.3, the entry is not shown to 127.0.0.4. */
export const slapd = (data: string, keys: string): string => `include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${keys}/strange.pem
TLSCertificateKeyFile ${keys}/strange.key
access to attrs=userPassword by peername.ip=127.0.0.3 none by anonymous auth
access to * by peername.ip=127.0.0.4 none by * read
database mdb
maxsize 10485760
suffix "dc=example"
directory ${data}
`;

/** FreeRADIUS: 127.0.0.3 may not log in, 127.0.0.4 has another secret. */
const radius = `logdir = ${folder}
run_dir = ${folder}
libdir = /usr/lib/freeradius
security {
  reject_delay = 0
  status_server = no
}
client well {
  ipaddr = 127.0.0.1
  secret = "between us"
}
client refused {
  ipaddr = 127.0.0.3
  secret = "between us"
}
client other {
  ipaddr = 127.0.0.4
  secret = "between others"
}
modules {
  pap {
  }
  files {
    usersfile = ${folder}/radius-users
  }
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${ports.radius}
  }
  authorize {
    if (&Packet-Src-IP-Address == 127.0.0.3) {
      update control {
        &Auth-Type := Reject
      }
    }
    files
    pap
  }
  authenticate {
    pap
  }
}
`;

/** MariaDB: 127.0.0.2 may not read the table, 127.0.0.3 has another password, 127.0.0.4 sees no row. */
const shop = `create database shop;
create table shop.wares_of_all (number int) engine=aria;
insert into shop.wares_of_all values (1), (2);
create sql security invoker view shop.wares as select * from shop.wares_of_all where user() not like '%@127.0.0.4';
create user ann@'127.0.0.1' identified by 'correct horse';
create user ann@'127.0.0.2' identified by 'correct horse';
create user ann@'127.0.0.3' identified by 'battery staple';
create user ann@'127.0.0.4' identified by 'correct horse';
grant all on shop.* to ann@'127.0.0.1';
grant create on shop.* to ann@'127.0.0.2';
grant all on shop.* to ann@'127.0.0.4';
`;

/** The command of checktype=external: what it is to do of a server stands in a file. */
const external = `#!/bin/busybox sh
file=/run/beside/external.$3
[ -f "$file" ] || exit 0
read -r what value < "$file"
case $what in
  exit) exit "$value" ;;
  hangs) exec sleep 20 ;;
esac
`;

/** Files of the guest, by name. */
export const daemonFiles: Readonly<Record<string, string>> = {
  'nginx.conf': nginx,
  'exim.conf': exim,
  'dovecot.conf': dovecot,
  users: 'ann:{PLAIN}correct horse::::::allow_nets=127.0.0.1\n',
  'slapd.conf': slapd(`${folder}/data/ldap`, folder),
  'radiusd.conf': radius,
  dictionary: '$INCLUDE /usr/share/freeradius/dictionary\n',
  'radius-users': `ann Cleartext-Password := "correct horse"\n`,
  'shop.sql': shop,
  nobody: 'somebody@example.org\n',
  external,
};
