/** Secrets of every kind in configurations as they are found, each once: `plant` gives the text of each file and what must not be in a bundle. */
export function plant(): {readonly files: Readonly<Record<string, string>>; readonly secrets: readonly string[]} {
  const secrets: string[] = [];
  const secret = (kind: string) => {
    const text = `Zq${kind}${String(secrets.length).padStart(2, '0')}x`;
    secrets.push(text);
    return text;
  };
  const variable = secret('var');
  const files = {
    '/etc/keepalived/keepalived.conf': `
global_defs {
  notification_email {
    ${secret('ann')}@mail.example.net
  }
  smtp_server 192.0.2.25
  router_id lvs-a
}
$SHARED=${variable}
include conf.d/*.conf
vrrp_instance VI_1 {
  authentication {
    auth_type PASS
    auth_pass ${secret('pass')}
  }
}
vrrp_instance VI_2 { interface eth0 authentication { auth_type PASS AUTH_PASS "${secret('quoted')} blank" } }
vrrp_instance VI_3 {
  authentication {
    auth_pass \\
      ${secret('continued')}
    auth_pass $SHARED  # was ${secret('comment')}
  }
}
vrrp_script chk {
  script "/usr/bin/mysqladmin -h 10.0.0.3 -u check -p${secret('mysql')} ping"
}
virtual_server 10.0.0.1 80 {
  real_server 10.1.0.11 80 {
    HTTP_GET { url { path "http://check:${secret('url')}@10.1.0.11/status?token=${secret('query')}&x=1" } }
    MISC_CHECK { misc_path "/usr/bin/curl -s -u ann:${secret('curl')} http://10.1.0.11/" }
    MISC_CHECK { misc_path "/usr/lib/check_snmp -H 10.1.0.11 -C ${secret('snmp')} -o sysUpTime" }
  }
}
`,
    '/etc/keepalived/conf.d/more.conf': `# auth_pass ${secret('disabled')}\nvrrp_instance VI_4 {\n  authentication {\n    auth_pass\t'${secret('single')}'\n  }\n}\n`,
    '/etc/ha.d/ldirectord.cf': `
emailalert="${secret('bob')}@example.org"
virtual=10.0.0.2:3306
\treal=10.1.0.21:3306 masq
\tservice=mysql
\tlogin = "${secret('login')}"
\tpasswd = ${secret('passwd')} with blanks
\tdatabase = "test"
\tsecret="${secret('radius')}"
`,
    '/etc/ha.d/authkeys': `auth 1\n1 sha1 ${secret('sha')} and more\n2 md5 "${secret('md')}"\n3 crc\n`,
    '/etc/lvsctl/director.yaml': `
routers:
  VI_5: {interface: eth0, password: ${secret('yaml')}, priority: 100}
services:
  - checks:
      - ldap:
          login: "cn=${secret('ldap')},dc=example"
          password: >-
            ${secret('folded')}
            ${secret('second')}
      - mysql: {"login": "${secret('json')}", "password":"${secret('compact')}"}
      - radius:
          secret:
            ${secret('below')}
notices:
  webhook: {url: 'https://hooks.slack.com/services/T0/B0/${secret('slack')}'}
  headers: {Authorization: Bearer ${secret('bearer')}}
tls: |
  -----BEGIN RSA PRIVATE KEY-----
  ${secret('pem')}
  -----END RSA PRIVATE KEY-----
`,
    '/etc/default/keepalived': `export DB_PASSWORD="${secret('env')}"\nAPI_KEY='${secret('api')}' run\nSNMP_COMMUNITY=${secret('comm')}\n`,
    '/var/log/syslog': `Nov 21 02:14:00 lvs-a Keepalived[1]: VI_1 got password ${secret('log')}\nNov 21 lvs-a Keepalived[1]: the script said ${variable} and eyJhbGciOiJIUzI1.${secret('jwt')}.sig\nNov 21 lvs-a other: not of ours\n`,
  };
  return {files, secrets};
}
