/** A director's YAML in which every key of services is said once. */
export const everyKey = `defaults:
  weight: 2
  check: {every: 2s, fall: 2, rise: 1, retry-delay: 500ms, warm-up: 1s, starts-down: true, all-failures: true, timeout: 1s}
  checks: [tcp]
services:
  web:
    at: [10.0.0.1:80, tcp/10.0.0.1:443]
    scheduler: mh
    scheduler-flags: [1, 2]
    persistence: {timeout: 60, netmask: 255.255.255.0, engine: sip}
    forwarding: direct
    when-down: quiesce
    hold-down: 10s
    slow-start: {over: 1m, steps: 5}
    servers:
      10.0.0.11:
        weight: 3
        connections: {most: 1000, again: 800}
        checks:
          - http: {path: /status, host: a.example, status: [200, 301-302], digest: 9b3a0c85a887a256d6939da88aabd8cd, match: {regex: "^OK", options: [caseless], not: true, from: 0, to: 100}, method: HEAD, version: "1.0", manner: keepalived, proxy: false}
          - https: {requests: [{path: /a, host: b.example}, {path: /b}], tls: {name: a.example, verify: true, authority: /etc/ca.pem, certificate: /etc/c.pem, key: /etc/k.pem}}
          - http: /alive
          - ping: {tries: 3}
          - {smtp: {helo: me, port: 25}}
          - {dns: {name: example.com, type: A, over: tcp, match: "10[.]", port: 53}}
          - {udp: {send: 0a0b, needs-reply: true, reply: 01xx, least-length: 2, most-length: 10}}
          - {command: {run: [/bin/true, it], user: nobody, dynamic: true}}
          - {file: {file: /run/weight, weight: 2, reversed: true}}
          - {tcp: {address: 10.0.0.12, port: 81, silence: 2s, at-most: 9s, bind-address: 10.0.0.2, bind-port: 5000, bind-interface: eth0, mark: 7}}
      10.0.0.12:
        agent: {port: 9999, send: "hello"}
        depends-on: ["tcp/10.0.0.2:3306", "mail 10.0.0.31:25"]
        on: {up: [/bin/true], down: {run: [/bin/true, down], user: root}}
        mails: false
      10.0.0.13: {off: true}
    quorum: {at-least: 2, hysteresis: 1, counts: weights, up: [/bin/true], down: [/bin/false], at-end: true}
    sorry: {server: 10.0.0.99, forwarding: masquerading, when-idle: quiesce}
    mail: [a@example.com]
  tcp/10.0.0.2:3306:
    servers: [10.0.0.21, 10.0.0.22:3307]
    forwarding: masquerading
    checks:
      - {mysql: {database: d, login: a, password: secret1, query: select 1}}
      - {pgsql: {login: a, query: select 1}}
      - {ldap: {tls: true, login: cn=a, password: secret2, base: dc=x, match: x}}
      - {ftp: {file: /welcome, match: hi}}
      - {radius: {login: a, password: secret3, secret: secret4}}
      - imap
      - {sip: {over: udp, login: a@b}}
      - {simpletcp: {request: "x", match: y}}
  mail:
    at: tcp/10.0.0.3:25
    persistence: 300
    servers: {10.0.0.31:25: {forwarding: {tunnel: gue, port: 6080, checksum: full}}, 10.0.0.32:25: {forwarding: tunnel}}
    quorum: 1
    sorry: 10.0.0.98:25
  fwmark/7: {servers: [10.0.0.41], one-packet: true, checks: [{tcp: {port: 53}}], slow-start: 30s}
  fwmark6/7: {servers: ["2001:db8::1"], checks: []}
notices:
  window: 5s
  repeat: 1h
  recovery: false
  mail: {to: [a@example.com], from: me@example.com, server: "mx.example.com:2525", helo: me, timeout: 5s}
  command: [/bin/true]
  webhook: {url: "https://example.com/x", timeout: 2s}
on-stop: leave
maintenance-folder: /etc/lvsctl/maintenance
metrics: 127.0.0.1:9099
`;
