/** What stands for a secret in a report. */
export const redacted = '(redacted)';

/**
 * Names of settings whose value is a secret, as parts of a name: `db_password`, `"bindPassword"`, `--auth-pass`.
 * Of keepalived.conf(5) auth_pass; of ldirectord(8) passwd, secret; of snmpd.conf(5) the communities; what programs take.
 */
const anywhere = [
  'password',
  'passwd',
  'passphrase',
  'auth[_-]?pass',
  'secret',
  'community',
  'com2sec',
  'credential',
  'private[_-]?key',
  'api[_-]?key',
  'access[_-]?key',
  'auth[_-]?key',
  'auth[_-]?data',
  'sasl[_-]?pass',
  'pre-?shared[_-]?key',
  '(?:encryption|shared|signing)[_-]?key',
] as const;

/** Names that are whole words only, and only before `=` or `:`: they stand in sentences too. Logins are no secrets, but half of one. */
const beforeValue = [
  '[\\w-]{0,64}pass',
  'pwd',
  '(?:user|admin)?pw',
  'psk',
  '[\\w-]{0,64}[_-](?:pwd|pw|psk|auth)',
  '[\\w-]{0,64}token',
  'login',
  'username',
  'bind[_-]?dn',
  'root[_-]?dn',
  'authorization',
  'proxy[_-]authorization',
  'cookie',
  'set-cookie',
  'x-[\\w-]{0,64}(?:auth|key|token)[\\w-]{0,64}',
  'webhook',
] as const;

/**
 * A name whose value is secret, up to where the value begins. Group 1: the name without quotes. A name may be quoted, and
 * behind dashes; `=`, `:`, `=>` or, for most, blanks stand before the value.
 */
export const secretName = new RegExp(
  `(?<![A-Za-z0-9])["']?\\$?\\{?((?:[\\w-]{0,64}?(?:${anywhere.join('|')})[\\w-]*)(?=["'}\\]]*(?:\\s|[:=]|$))|(?:${beforeValue.join('|')})(?=["'}\\]]*\\s*[:=]))["'}\\]]*[ \\t]*(?:=>|:=|[:=])?[ \\t]*`,
  'gi',
);

/** Names whose values are taken out where they stand, and nowhere else: people's names stand in other places by right. */
export const isLogin = (name: string): boolean => /login|username|dn$/i.test(name);

/** What is written where there is no secret. */
export const noSecret = new Set([
  '',
  'none',
  'no',
  'yes',
  'true',
  'false',
  'null',
  '~',
  '(hidden)',
  'hidden',
  redacted,
  '{',
  '[',
  '|',
  '>',
]);

/**
 * Secrets that are known by their form. Group 1 stays in front.
 * NB: repetitions have bounds, as logs may hold lines of any length and content.
 */
export const secretForms: readonly RegExp[] = [
  // a private key, whole or cut off
  /()-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$(?![\s\S]))/g,
  // authkeys of heartbeat: `1 sha1 KEY`
  /(^[ \t]*["']?\d+["']?[ \t]+["']?(?:crc|md5|sha1|hmac-\w+)["']?[ \t]+)[^\s#][^\n]*/gim,
  // user:password@ of a URL; a password may have anything but blanks
  /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s"'<>@/:]{0,256}:[^\s"'<>]{0,1024}(?=@)/gi,
  // what a query or a form carries
  /([?&;][\w-]{0,64}(?:token|key|pass|secret|sig|auth|pwd|session|credential)[\w-]{0,64}=)[^&;\s"'#]+/gi,
  /(\b(?:Bearer|Basic|Negotiate|NTLM)[ \t]+)[A-Za-z0-9+/=._~-]{6,}/g,
  /()\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g,
  /()\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /()\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|sk_live_|npm_)[\w-]{10,}/g,
  /(\bhttps:\/\/(?:hooks\.slack\.com\/services|discord(?:app)?\.com\/api\/webhooks|[\w.-]{0,64}webhook\.office\.com)\/)[^\s"'<>]+/gi,
  // hooks whose address is the secret, wherever they are
  /(\bhttps?:\/\/[^\s"'<>/]{1,256}\/(?:[^\s"'<>]{0,256}\/)?(?:web)?hooks?\/)[^\s"'<>]+/gi,
  // snmpd.conf(5)
  /(^[ \t]*createUser[ \t]+)[^\n]+/gim,
  /(^[ \t]*(?:trap2?sink|informsink)[ \t]+\S+[ \t]+)[^\n]+/gim,
  // dialogues of checks: Redis, POP3, IMAP, SMTP; not keepalived's auth_type PASS
  /((?<!auth_type[ \t]{0,16})(?:\b|(?<=\\[rn]))(?:AUTH(?:[ \t]+(?:PLAIN|LOGIN|CRAM-MD5|XOAUTH2))?|PASS)[ \t]+)[^\s"'\\{}]+/g,
  // options of programs, whichever they are: not a file, nor another option
  /((?:^|[ \t"'])(?:--?[\w-]{0,64}?(?:pass|pwd?|token|auth|psk|apikey)|--[\w-]{0,64}?key)(?:[ \t]+|=)["']?)(?![-/(])[^\s"'\\]+/gim,
  /([ \t](?:-u|--user)[ \t=]+["']?[\w.@-]{1,64}:)[^\s"']+/g,
  /()(?<=\b(?:ipmitool|fence_\w+|redis-cli|openssl)\b[^\n]{0,200}[ \t]-[apPk][ \t]*)(?!-)[^\s\d"'-][^\s"'\\]*/g,
  // programs that a configuration has run
  /()(?<=^[ \t]*["']?(?:script|misc_path|notify\w*|command|external[\w-]*|check[_-]?command)\b[^\n]{0,200}[ \t]-[pP][ \t]+)(?![-/])[^\s\d"'-][^\s"'\\]*/gim,
  /(\bcurl\b[^\n]{0,500}?[ \t](?:-u[ \t]*|--(?:proxy-)?user[ \t=]+))(?:"[^"\n]*"|'[^'\n]*'|\S+)/g,
  /(\bmysql\w*\b[^\n]{0,500}?[ \t]-p)\S+/g,
  /(\b(?:snmp\w+|check_snmp)\b[^\n]{0,500}?[ \t]-[cCAX][ \t]*)\S+/g,
  /(\bsshpass\b[^\n]{0,500}?[ \t]-p[ \t]*)(?:"[^"\n]*"|'[^'\n]*'|\S+)/g,
  /(\bldap\w+\b[^\n]{0,500}?[ \t]-[wD][ \t]*)(?:"[^"\n]*"|'[^'\n]*'|\S+)/g,
  /(\b(?:wget|check_\w+)\b[^\n]{0,500}?[ \t]-(?:a|p|P)[ \t]+)(?:"[^"\n]*"|'[^'\n]*'|[^\s\d]\S*)/g,
  /(\bidentified[ \t]+by[ \t]+)(?:"[^"\n]*"|'[^'\n]*'|\S+)/gi,
];

/** `ann@example.net`, and anything like it. */
export const mailAddress = /[\w.!#$%&*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]+)*/g;
