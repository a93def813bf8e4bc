import type {Chance} from '../../parity/seed.js';

/** A keepalived.conf with virtual servers of every kind, as keepalived takes them. */
export function randomKeepalived(chance: Chance): string {
  const count = 1 + chance.below(4);
  const servers = Array.from({length: count}, (_, i) => virtualServer(chance, i));
  const mail = 'notification_email { a@example.com b@example.com }\nsmtp_server 10.0.0.25 2525\nsmtp_helo_name me\n';
  const globals = [
    'script_user root',
    'enable_script_security',
    ...(chance.happens(0.3) ? ['checker_log_all_failures'] : []),
    ...(chance.happens(0.3) ? [mail] : []),
  ];
  const tls = chance.happens(0.3) ? 'SSL {\nca /etc/ca.pem\ncertificate /etc/c.pem\nkey /etc/k.pem\n}\n' : '';
  return `global_defs {\n${globals.join('\n')}\n}\n${tls}track_file weights {\nfile /run/weights\n}\n${servers.join('')}`;
}

function virtualServer(chance: Chance, i: number): string {
  const kind = chance.pick(['address', 'address', 'address6', 'fwmark', 'group'] as const);
  const six = kind === 'address6';
  const protocol = chance.pick(['TCP', 'UDP', 'SCTP']);
  const method = chance.pick(['NAT', 'DR', 'TUN', 'TUN type gue port 6080 csum', 'TUN type gre']);
  const port = 1 + chance.below(60_000);
  const subject = {
    address: `10.0.${i}.1 ${port}`,
    address6: `2001:db8:${i}::1 ${port}`,
    fwmark: `fwmark ${i + 1}`,
    group: `group g${i}`,
  }[kind];
  const group =
    kind === 'group'
      ? `virtual_server_group g${i} {\n10.1.${i}.1-${1 + chance.below(3)} ${port}\n${method === 'NAT' && chance.happens(0.5) ? `fwmark ${100 + i} inet\n` : ''}}\n`.replace('1-1 ', '1 ')
      : '';
  const lines = [
    `lvs_sched ${chance.pick(['rr', 'wrr', 'wlc', 'sh', 'mh'])}`,
    `lvs_method ${method}`,
    ...(kind === 'fwmark' ? ['ip_family inet'] : [`protocol ${protocol}`]),
    ...(protocol === 'UDP' && kind !== 'fwmark' && chance.happens(0.3) ? ['ops'] : []),
    ...maybe(chance, [
      'persistence_timeout 60',
      'flag-1',
      'alpha',
      'omega',
      'inhibit_on_failure',
      'virtualhost www.example.com',
      'quorum_up "/bin/true up"',
      "quorum_down \"/bin/true 'two words' a\\\\\\\\b\" root root",
      `delay_loop ${chance.pick([1, 6, 0.5, 30])}`,
      `retry ${1 + chance.below(4)}`,
      `connect_timeout ${chance.pick([1, 2.5, 5])}`,
      `quorum ${1 + chance.below(3)}`,
    ]),
    ...(chance.happens(0.3)
      ? [`sorry_server ${six ? '2001:db8:9::9' : '10.0.9.9'} ${port}`, ...maybe(chance, ['sorry_server_inhibit'])]
      : []),
    ...Array.from({length: 1 + chance.below(3)}, (_, j) => realServer(chance, six ? `2001:db8:5::${j + 1}` : `10.0.5.${j + 1}`, kind === 'fwmark' ? '' : String(port))),
  ];
  return `${group}virtual_server ${subject} {\n${lines.join('\n')}\n}\n`;
} // biome-ignore format: long rows

function realServer(chance: Chance, address: string, port: string): string {
  const lines = [
    ...maybe(chance, [
      `weight ${1 + chance.below(5)}`,
      'inhibit_on_failure on',
      'notify_up "/bin/true it"',
      'notify_down "/bin/true it" root',
      'smtp_alert off',
      'uthreshold 100\nlthreshold 50',
    ]),
    ...Array.from({length: chance.below(3)}, () => checker(chance, address)),
  ];
  return `real_server ${address} ${port} {\n${lines.join('\n')}\n}`;
}

function checker(chance: Chance, address: string): string {
  const where = maybe(chance, [
    `connect_port ${1 + chance.below(65_000)}`,
    `bindto ${address.includes(':') ? '2001:db8::77' : '10.0.0.77'}`,
    'fwmark 9',
    'connect_timeout 1.25',
    'bind_if lo',
  ]);
  const when = maybe(chance, [
    `retry ${chance.below(4)}`,
    'delay_before_retry 0.25',
    'warmup 0',
    `delay_loop ${chance.pick([2, 7.5, 60])}`,
    'alpha',
    'log_all_failures',
  ]);
  const of = (keyword: string, ...lines: string[]) => `${keyword} {\n${[...lines, ...where, ...when].join('\n')}\n}`;
  switch (chance.below(9)) {
    case 0:
      return of('TCP_CHECK');
    case 1:
      return of('PING_CHECK');
    case 2:
      return of('SMTP_CHECK', ...maybe(chance, ['helo_name me.example.com']));
    case 3:
      return of('DNS_CHECK', ...maybe(chance, ['type aaaa', 'name example.com']));
    case 4:
      return of('UDP_CHECK', ...maybe(chance, ['payload 0a0b', 'require_reply 01xx', 'min_reply_length 2']));
    case 5:
      return `MISC_CHECK {\n${['misc_path "/bin/true --x \'y z\'"', ...maybe(chance, ['misc_timeout 3', 'misc_dynamic', 'user root']), ...when].join('\n')}\n}`;
    case 6:
      return `FILE_CHECK {\ntrack_file weights\nweight ${chance.below(5) - 2}${chance.happens(0.5) ? ' reverse' : ''}\n}`;
    default:
      return of(chance.pick(['HTTP_GET', 'SSL_GET']), ...urls(chance), ...maybe(chance, ['http_protocol 1.1', 'enable_sni', 'virtualhost a.example.com']));
  }
} // biome-ignore format: long rows

function urls(chance: Chance): readonly string[] {
  return Array.from({length: 1 + chance.below(2)}, () => {
    const lines = maybe(chance, [
      'status_code 200 301-302',
      'digest 9b3a0c85a887a256d6939da88aabd8cd',
      'virtualhost b.example.com',
      'regex "^OK\\\\ [0-9]+$"\nregex_options caseless\nregex_max_offset 10',
      'regex "it\\\\\'s\\\\042 a"\nregex_no_match',
    ]).slice(0, 4);
    return `url {\npath ${chance.pick(['/', '/index.html', '"/two words"'])}\n${lines.join('\n')}\n}`;
  });
}

function maybe(chance: Chance, lines: readonly string[]): readonly string[] {
  return lines.filter(() => chance.happens(0.3));
}
